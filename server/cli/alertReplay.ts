/** `tension alert replay`: when rules of alerts would have told, and of which judged periods. */
import { LEAD_DAYS } from '../../models/alerts/replay.ts';
import { type AlertRule, isOfReports } from '../../models/alerts/rule.ts';
import { WatchedDyad } from '../../models/alerts/watched.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { codebookOf } from '../../models/codebook.ts';
import type { ReplayReport } from '../../models/contract/alertReplay.ts';
import { alertRules } from '../../models/contract/alerts.ts';
import { codebook } from '../../models/contract/codebook.ts';
import { judgements as judgementsAnswer } from '../../models/contract/judgements.ts';
import { replayReport } from '../alerts/replayReport.ts';
import { readRuleFile } from '../alerts/ruleFiles.ts';
import type { Config } from '../config.ts';
import { askDyad, askDyads, askModel, dayTyped, modelInWords, withApi } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import type { Server } from './runningServer.ts';
import { print, printJson, table } from './terminal.ts';

export interface AlertReplayOptions {
  readonly rule?: string;
  readonly dyad?: string;
  readonly from?: string;
  readonly to?: string;
  readonly model?: string;
  readonly json?: boolean;
}

export async function alertReplayCommand(config: Config, options: AlertReplayOptions): Promise<number> {
  const from = dayTyped('--from', yearOrDay(options.from, '01-01'));
  const to = dayTyped('--to', yearOrDay(options.to, '12-31'));
  if (from !== undefined && to !== undefined && to < from)
    throw new CommandFailure(`--to: ${toIsoDate(to)} lies before ${toIsoDate(from)}: exchange --from and --to.`);
  await withApi(config, async (server) => {
    const rules = await rulesOf(server, options.rule);
    const { name, version, hash, definition } = await askModel(server, options.model);
    const dyads = options.dyad === undefined ? await askDyads(server) : [await askDyad(server, options.dyad)];
    const { judgements } = await server.get('/api/v1/judgements', {}, judgementsAnswer);
    const watched = dyads.map(({ columns, lastDay }) => new WatchedDyad(columns, definition, lastDay));
    const last = Math.max(...dyads.map(({ lastDay }) => lastDay));
    const first = Math.min(...watched.map(({ firstDay }) => firstDay));
    if ((from ?? -Infinity) > last || (to ?? Infinity) < first)
      throw new CommandFailure(
        `There is nothing to replay then: the days of these dyads are ${toIsoDate(first)} to ${toIsoDate(last)}.`,
      );
    for (const { name: rule, dyads: asked } of rules)
      if (asked !== 'all' && !asked.some((id) => dyads.some(({ dyad }) => dyad === id)))
        throw new CommandFailure(
          `The rule ${rule} watches ${asked.join(', ')}, and none of them is replayed: those are ${dyads.map(({ dyad }) => dyad).join(', ')}.`,
        );
    const report = replayReport(rules, watched, judgements, { name, version, hash }, { from, to });
    if (options.json) printJson(report);
    else print(inWords(report, rules));
  });
  return 0;
}

/** @example yearOrDay('2024', '01-01') // '2024-01-01' */
const yearOrDay = (typed: string | undefined, dayOfYear: string): string | undefined =>
  typed !== undefined && /^\d{4}$/.test(typed) ? `${typed}-${dayOfYear}` : typed;

/** Those of the server, or the one of a file. @throws CommandFailure for a name or a file that has no rule */
async function rulesOf(server: Server, named: string | undefined): Promise<readonly AlertRule[]> {
  if (named?.endsWith('.json')) {
    const types = codebookOf((await server.get('/api/v1/codebook', {}, codebook)).types);
    const read = readRuleFile(named, types);
    if ('rule' in read && read.rule.list === undefined) return [read.rule];
    if ('rule' in read)
      throw new CommandFailure(
        `${named}, list: cannot be replayed from a file: name the dyads, or add the rule first.`,
      );
    throw new CommandFailure(read.faults.map((fault) => named + fault).join('\n'));
  }
  const { rules: kept, faults } = await server.get('/api/v1/alerts/rules', {}, alertRules);
  const all = kept.map(({ rule, dyads }) => ({ ...rule, dyads }));
  const rules = all.filter((rule) => !isOfReports(rule));
  const rule = rules.find(({ name }) => name === named);
  if (rule) return [rule];
  if (all.some(({ name }) => name === named))
    throw new CommandFailure(
      `The rule ${named} is about reports, and this command replays lines coded by hand: its form at /alerts shows when it would have told.`,
    );
  if (faults.length > 0) throw new CommandFailure(faults.join('\n'));
  if (named === undefined) return rules;
  throw new CommandFailure(
    `"${named}" is no rule: use ${rules.map(({ name }) => name).join(', ')}, or a file that ends in .json.`,
  );
}

function inWords({ model, from, to, rules: summary, told }: ReplayReport, rules: readonly AlertRule[]): string {
  const kinds = new Map(rules.map(({ name, when }) => [name, when.kind]));
  const measured = (rule: string, value: number): string => {
    if (kinds.get(rule) === 'flag') return '';
    const isChange = ['change', 'step', 'act', 'sides'].includes(kinds.get(rule)!);
    return `${isChange && value > 0 ? '+' : ''}${value.toFixed(kinds.get(rule) === 'not-looked' ? 0 : 1)}`;
  };
  return [
    `${from === null ? 'All days' : `From ${from}`} to ${to}, model ${modelInWords(model)}, with the events as they are known today.`,
    '',
    table(
      [
        { head: 'Date', align: 'left' },
        { head: 'Dyad', align: 'left' },
        { head: 'Rule', align: 'left' },
        { head: 'By', align: 'right' },
        { head: 'Over on', align: 'left' },
        { head: 'Acts', align: 'left' },
      ],
      told.map(({ date, dyad, rule, value, clearedOn, acts }) => [
        date,
        dyad,
        rule,
        measured(rule, value),
        clearedOn ?? '',
        acts.join(' '),
      ]),
    ),
    '',
    table(
      [
        { head: 'Rule', align: 'left' },
        { head: 'Told', align: 'right' },
        { head: 'A year and dyad', align: 'right' },
        { head: 'Judged periods', align: 'right' },
        { head: 'Days after they began', align: 'right' },
        { head: '', align: 'left' },
      ],
      summary.map(({ name, title, told: count, perYearAndDyad, judgedPeriods, judged, medianLagDays }) => [
        name,
        String(count),
        perYearAndDyad.toFixed(2),
        `${judgedPeriods} of ${judged}`,
        medianLagDays === null ? '' : String(medianLagDays),
        title,
      ]),
    ),
    '',
    `Judged periods are the tenser ones of data/judgements.csv: a rule told of one if it told of tension within it, in the ${LEAD_DAYS} days before, or earlier where that still held. The days are the median; below 0 is before.`,
  ].join('\n');
}
