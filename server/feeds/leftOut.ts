/**
 * Why a row that can be read is about no pair of states. This is most of a feed, and no fault: 1,323 of 1,540 rows of a
 * quarter of an hour of GDELT have no second state, or the same one twice.
 */
export const LEFT_OUT = {
  /** one side is blank, or no country */
  noState: 0,
  /** both sides are the same state */
  sameState: 0,
  /** one side is a region, such as Europe */
  region: 0,
  /** one side is a code or a name that no table knows */
  unknownPlace: 0,
  /** one side is an organisation, such as the European Union */
  organisation: 0,
  /** the mapping leaves out one side's name */
  namedOut: 0,
  /** no word of its text says what kind of act it is */
  noType: 0,
  /** one side was no state on that day */
  notThen: 0,
  /** the same row once more */
  repeated: 0,
  /** one side is no state's forces or government */
  notStates: 0,
  /** its day is known no closer than by the year */
  dayUnknown: 0,
};
export type LeftOut = keyof typeof LEFT_OUT;
