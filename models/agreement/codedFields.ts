/** The fields in which two coders are compared. Apart from the contract, whose schemas bring zod along. */
export const CODED_FIELDS = ['type', 'polarity', 'severity', 'role'] as const;
export type CodedField = (typeof CODED_FIELDS)[number];
