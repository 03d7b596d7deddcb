/** A caption of an act in English, from its type and its sides. */
import type { NameTable } from '../../names.ts';
import { usualName } from '../usualName.ts';

/** $A acts, $T is acted upon. */
const CAPTIONS: Readonly<Record<string, string>> = {
  sanction: '$A sanctions $T',
  trade_restriction: '$A restricts trade with $T',
  travel_ban: '$A bans travel from $T',
  sanction_relief: '$A eases sanctions on $T',
  trade_opening: '$A opens trade with $T',
  summons: "$A summons $T's envoy",
  protest: '$A protests to $T',
  expulsion: '$A expels staff of $T',
  recall: '$A recalls its envoy to $T',
  closure_suspension: '$A suspends a link with $T',
  treaty_exit: '$A leaves a treaty with $T',
  legal_case: '$A brings a case against $T',
  legislation: '$A passes a measure on $T',
  demolition: '$A destroys property of $T',
  military_exercise: '$A holds drills near $T',
  military_incident: '$A uses force against $T',
  border_incident: '$A and $T: incident at the border',
  airspace_violation: '$A enters the airspace of $T',
  missile_test: '$A tests a missile',
  nuclear_test: '$A tests a nuclear device',
  arms_transfer: '$A arms $T',
  troop_deployment: '$A moves troops towards $T',
  militant_attack: 'Attack on $T, laid to $A',
  seizure_detention: '$A detains or seizes from $T',
  cyber: 'Cyber operation on $T, laid to $A',
  veto: '$A vetoes a text of the Council',
  vote_against: '$A votes against $T',
  joint_vote: '$A votes with $T',
  statement_hostile: '$A criticises $T',
  statement_conciliatory: '$A reaches out to $T',
  visit: '$A visits $T',
  summit: 'Leaders of $A and $T meet',
  call: '$A and $T speak by telephone',
  talks: '$A and $T hold talks',
  agreement: '$A and $T agree',
  aid: '$A aids $T',
  visa_easing: '$A eases entry from $T',
  release: '$A releases captives of $T',
  reopening_restoration: '$A restores a link with $T',
};

export function captionOf(type: string, actor: string, target: string, names: NameTable): string {
  const caption = CAPTIONS[type] ?? '$A acts towards $T';
  return caption.replace('$A', usualName(actor, names)).replace('$T', usualName(target, names));
}
