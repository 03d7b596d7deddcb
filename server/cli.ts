/** The commands: `npm run -s tension -- COMMAND`. Each is loaded when it is asked for, and goes through a running server where there is one. */
import { Command, Option } from 'commander';
import type { ExplainOptions } from './cli/explain.ts';
import type { ImportOptions } from './cli/import.ts';
import type { ScoreOptions } from './cli/score.ts';
import { readConfig } from './config.ts';
import { projectRoot } from './projectRoot.ts';

const config = () => readConfig(projectRoot());
const ending = (code: number): void => void (process.exitCode = code);
const example = (...lines: readonly string[]): string => `\nExample:\n${lines.map((line) => `  npm run -s tension -- ${line}`).join('\n')}\n`;

const program = new Command('tension')
  .description('An open relations-tension index: every point on the line is the exact sum of sourced events.')
  .usage('COMMAND [options]')
  .showHelpAfterError('Add --help to see what the command takes, with an example.')
  .helpCommand(false)
  .addHelpText('after', example('import my-events.csv', 'rollup', 'score KOR-RUS --from 2024-01-01'));

program
  .command('import')
  .description('Take coded events from a CSV or JSON file into the ledger. Importing again changes nothing.')
  .argument('<file>', 'a .csv, .json or .ndjson file; - reads from stdin')
  .addOption(new Option('--format <format>', 'what the file holds, where its name does not say so').choices(['csv', 'json']))
  .option('--dry-run', 'report what would happen to each row, and change nothing')
  .option('--json', 'print the whole report as JSON')
  .addHelpText('after', `\nExit code: 0 all rows taken, 2 some rows at fault (the others are taken), 1 refused.\n${example('import my-events.csv --dry-run', 'import - --format json < events.json')}`)
  .action(async (file: string, options: ImportOptions) => ending(await (await import('./cli/import.ts')).importCommand(config(), file, options)));

program
  .command('rollup')
  .description('Score what has changed and publish it, now.')
  .option('--json', 'print the run as JSON')
  .addHelpText('after', example('rollup'))
  .action(async (options: { json?: boolean }) => ending(await (await import('./cli/rollup.ts')).rollupCommand(config(), options)));

program
  .command('score')
  .description('Print the index of a dyad, as it is served.')
  .argument('<dyad>', 'two ISO alpha-3 codes, in any order and case: KOR-RUS')
  .option('--model <name>', 'a model: name, name@version or hash (default: baseline)')
  .option('--from <date>', 'first day, YYYY-MM-DD (default: the first event)')
  .option('--to <date>', 'last day, YYYY-MM-DD (default: the last published)')
  .addOption(new Option('--step <step>', 'distance of the points; a week or month is read on its last day').choices(['day', 'week', 'month']).default('month'))
  .option('--as-of <moment>', 'what was known then: a date (its end, UTC) or an ISO moment')
  .option('--direction <direction>', 'both, or one side towards the other: "KOR>RUS" (in quotes)', 'both')
  .addOption(new Option('--json', 'print the series as the API gives it').conflicts('csv'))
  .option('--csv', 'print it as CSV')
  .addHelpText('after', example('score KOR-RUS --from 2024-03-01 --to 2024-04-05 --step day', 'score rus-kor --as-of 2024-05-01 --csv > kor-rus.csv'))
  .action(async (dyad: string, options: ScoreOptions) => ending(await (await import('./cli/score.ts')).scoreCommand(config(), dyad, options)));

program
  .command('explain')
  .description('Print what moved the index between two days, as the exact sum of its causes.')
  .argument('<dyad>', 'two ISO alpha-3 codes, in any order and case: KOR-RUS')
  .requiredOption('--from <date>', 'the day at which the move begins, YYYY-MM-DD')
  .option('--to <date>', 'the day at which it ends (default: the last published)')
  .option('--model <name>', 'the model at the beginning: name, name@version or hash (default: baseline)')
  .option('--model-to <name>', 'the model at the end (default: the same)')
  .option('--as-of <moment>', 'what was known at the beginning: a date (its end, UTC) or an ISO moment')
  .option('--as-of-to <moment>', 'what was known at the end (default: the same)')
  .option('--direction <direction>', 'both, or one side towards the other: "KOR>RUS" (in quotes)', 'both')
  .addOption(new Option('--json', 'print the move as the API gives it').conflicts('all'))
  .option('--all', 'list every cause, however small')
  .addHelpText('after', example('explain KOR-RUS --from 2024-03-01 --to 2024-04-05', 'explain KOR-RUS --from 2024-04-05 --to 2024-04-05 --as-of 2026-05-01 --as-of-to 2026-11-23'))
  .action(async (dyad: string, options: ExplainOptions) => ending(await (await import('./cli/explain.ts')).explainCommand(config(), dyad, options)));

program
  .command('judge')
  .description('Print how many of the expert judgements a model orders correctly, beside naive rules.')
  .option('--model <name>', 'a model: name or hash', 'baseline')
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('judge'))
  .action(async (options: { model?: string; json?: boolean }) => ending(await (await import('./cli/judge.ts')).judgeCommand(options)));

program
  .command('doctor')
  .description('Check settings, data, models, database and roll-up, and say what to do.')
  .option('--json', 'print the findings as JSON')
  .addHelpText('after', `\nExit code: 0 nothing is at fault, 1 something is.\n${example('doctor')}`)
  .action(async (options: { json?: boolean }) => ending(await (await import('./cli/doctor.ts')).doctorCommand(config, options)));

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error; // the reader has seen enough: score KOR-RUS | head
});

try {
  await program.parseAsync();
} catch (error) {
  // Messages are written to be read; a stack helps nobody at a terminal.
  console.error((error instanceof Error ? error.message : String(error)) || 'The command failed without giving a reason.');
  process.exitCode = 1;
}
