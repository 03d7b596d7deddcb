/** The commands, with their arguments and help. Each is loaded when it is asked for, and goes through a running server where there is one. */
import { Command, CommanderError, Option } from 'commander';
import { messageOf } from '../../models/errorMessage.ts';
import type { ExplainOptions } from './explain.ts';
import type { FeedAddOptions } from './feedAdd.ts';
import type { FeedBackfillOptions } from './feedBackfill.ts';
import type { FeedPullOptions } from './feedPull.ts';
import type { ChartOptions } from './chart.ts';
import type { ChangepointsOptions } from './changepoints.ts';
import type { FlipOptions } from './flip.ts';
import type { FitOptions } from './fit.ts';
import type { ImportOptions } from './import.ts';
import type { MethodsOptions } from './methods.ts';
import type { RobustnessOptions } from './robustness.ts';
import type { ScoreOptions } from './score.ts';
import type { SensitivityOptions } from './sensitivity.ts';
import type { SobolOptions } from './sobol.ts';
import { readConfig } from '../config.ts';
import { projectRoot } from '../projectRoot.ts';
import { terminal, type Terminal, useTerminal } from './terminal.ts';

const config = () => readConfig(projectRoot(), terminal().environment);
const ending = (code: number): void => void (terminal().exitCode = code);
const example = (...lines: readonly string[]): string =>
  `\nExample:\n${lines.map((line) => `  npm run -s tension -- ${line}`).join('\n')}\n`;

const program = new Command('tension')
  .exitOverride()
  .configureOutput({
    writeOut: (text) => void terminal().stdout.write(text),
    writeErr: (text) => void terminal().stderr.write(text),
  })
  .description('An open relations-tension index: every point on the line is the exact sum of sourced events.')
  .usage('COMMAND [options]')
  .showHelpAfterError('Add --help to see what the command takes, with an example.')
  .helpCommand(false)
  .addHelpText('after', example('import my-events.csv', 'rollup', 'score KOR-RUS --from 2024-01-01'));

program
  .command('import')
  .description('Take coded events from a CSV or JSON file into the ledger. Importing again changes nothing.')
  .argument('<file>', 'a .csv, .json or .ndjson file; - reads from stdin')
  .addOption(
    new Option('--format <format>', 'what the file holds, where its name does not say so').choices(['csv', 'json']),
  )
  .option('--dry-run', 'report what would happen to each row, and change nothing')
  .option('--json', 'print the whole report as JSON')
  .addHelpText(
    'after',
    `\nExit code: 0 all rows taken, 2 some rows at fault (the others are taken), 1 refused.\n${example('import my-events.csv --dry-run', 'import - --format json < events.json')}`,
  )
  .action(async (file: string, options: ImportOptions) =>
    ending(await (await import('./import.ts')).importCommand(config(), file, options)),
  );

program
  .command('rollup')
  .description('Score what has changed and publish it, now.')
  .option('--json', 'print the run as JSON')
  .addHelpText('after', example('rollup'))
  .action(async (options: { json?: boolean }) =>
    ending(await (await import('./rollup.ts')).rollupCommand(config(), options)),
  );

const dyadArgument = 'two ISO alpha-3 codes, in any order and case: KOR-RUS';

const feed = program
  .command('feed')
  .description(
    'Machine-coded feeds: what is fetched from where, and what it brought. Nothing is fetched before one is added.',
  )
  .helpCommand(false)
  .addHelpText('after', example('feed add gdelt', 'feed pull gdelt', 'feed status'));

const feedCodes =
  '\nExit code: 0 all taken, 2 some files missing, failed or refused, or some rows at fault (the others are taken), 1 refused, 130 stopped with Ctrl-C.\n';
const each = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

feed
  .command('add')
  .description('Add a feed, or replace the one of its name.')
  .argument('<kind>', 'gdelt, icews, polecat, acled, ucdp or csv')
  .option('--name <name>', 'its key, by which models and commands name it (default: the kind)')
  .option('--from <date>', 'first day wanted, from 1979-01-01 (gdelt, acled; default: 30 days ago)')
  .option(
    '--base <address>',
    'where its lists and files are: a mirror by https, or this machine by http (gdelt, acled)',
  )
  .option('--file <file>', 'a path or an https address; once for each file (icews, polecat, ucdp, csv)', each)
  .option('--mapping <file>', 'which column is what (csv)')
  .option('--host <host>', 'a host beside that of its addresses from which files may come; once for each', each)
  .option('--parallel <files>', 'files fetched at the same time, 1 to 16 (default: 8)')
  .option('--every <minutes>', 'how often to look for something new (default: 15 for gdelt, a day for the others)')
  .option('--keep-raw', 'keep the files after they were read, in DATA_DIR/feeds/raw')
  .option('--dry-run', 'look into its lists, print what would be fetched, and change nothing')
  .option('--json', 'print it as JSON')
  .addHelpText(
    'after',
    `\nThe login of ACLED is read from the environment variables ACLED_USER and ACLED_PASSWORD, and stored nowhere.\n\nExit code: 0 added, 1 refused.\n${example('feed add gdelt --from 2015-02-18 --dry-run', 'feed add gdelt', 'feed add icews --file ~/icews/events.2018.tab', 'feed add csv --name crisis-desk --file desk.csv --mapping desk.json')}`,
  )
  .action(async (kind: string, options: FeedAddOptions) =>
    ending(await (await import('./feedAdd.ts')).feedAddCommand(config(), kind, options)),
  );

feed
  .command('list')
  .description('Print the feeds that are fetched, and from where.')
  .option('--json', 'print them as JSON')
  .addHelpText('after', example('feed list'))
  .action(async (options: { json?: boolean }) =>
    ending(await (await import('./feedList.ts')).feedListCommand(config(), options)),
  );

feed
  .command('pull')
  .description('Fetch now what a feed has that is not stored. Pulling again changes nothing.')
  .argument('[feed]', 'its name (default: all)')
  .option('--again', 'also files that failed or were missing and are not due yet')
  .option('--all', 'look through the whole of its lists, and not only behind its newest file')
  .option('--json', 'print the account as JSON')
  .addHelpText('after', `${feedCodes}${example('feed pull gdelt')}`)
  .action(async (name: string | undefined, options: FeedPullOptions) =>
    ending(await (await import('./feedPull.ts')).feedPullCommand(config(), name, options)),
  );

feed
  .command('backfill')
  .description('Fetch what a feed has of earlier days. Ctrl-C stops it; the same command goes on.')
  .argument('<feed>', 'its name')
  .requiredOption('--from <date>', 'first day, YYYY-MM-DD')
  .option('--to <date>', 'last day (default: today)')
  .option('--again', 'also files that failed or were missing and are not due yet')
  .option('--json', 'print the account as JSON')
  .addHelpText('after', `${feedCodes}${example('feed backfill gdelt --from 2022-01-01 --to 2022-12-31')}`)
  .action(async (name: string, options: FeedBackfillOptions) =>
    ending(await (await import('./feedBackfill.ts')).feedBackfillCommand(config(), name, options)),
  );

feed
  .command('reports')
  .description(
    'Fetch the addresses of the reports behind a dyad’s acts, where only counts are stored. Watched dyads have theirs already.',
  )
  .argument('<feed>', 'its name')
  .argument('<dyad>', dyadArgument)
  .requiredOption('--from <date>', 'first day of the acts, YYYY-MM-DD')
  .option('--to <date>', 'last day (default: the same)')
  .option('--json', 'print the account as JSON')
  .addHelpText(
    'after',
    `\nExit code: 0 all kept, 2 some files could not be had, 1 refused.\n${example('feed reports gdelt FRA-IRN --from 2024-04-01 --to 2024-04-07')}`,
  )
  .action(async (name: string, dyad: string, options: { from: string; to?: string; json?: boolean }) =>
    ending(await (await import('./feedReports.ts')).feedReportsCommand(config(), name, dyad, options)),
  );

feed
  .command('status')
  .description('Print how the feeds stand: files stored, waiting, missing and at fault, and the newest.')
  .option('--json', 'print it as JSON')
  .addHelpText(
    'after',
    `\nExit code: 0, or 2 when files failed or were refused, or the last pull broke off.\n${example('feed status')}`,
  )
  .action(async (options: { json?: boolean }) =>
    ending(await (await import('./feedStatus.ts')).feedStatusCommand(config(), options)),
  );

feed
  .command('remove')
  .description('Fetch a feed no more. What it has brought stays.')
  .argument('<feed>', 'its name')
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('feed remove gdelt'))
  .action(async (name: string, options: { json?: boolean }) =>
    ending(await (await import('./feedRemove.ts')).feedRemoveCommand(config(), name, options)),
  );

feed
  .command('preview')
  .description('Print what a mapping makes of the beginning of a CSV, and change nothing.')
  .argument('<file>', 'the CSV')
  .requiredOption('--mapping <file>', 'which column is what; server/feeds/README.md explains it')
  .option('--rows <count>', 'rows to show', '20')
  .option('--json', 'print it as JSON')
  .addHelpText(
    'after',
    `\nExit code: 0 every row can be read, 2 some are at fault, 1 refused.\n${example('feed preview desk.csv --mapping desk.json')}`,
  )
  .action(async (file: string, options: { mapping: string; rows: string; json?: boolean }) =>
    ending(await (await import('./feedPreview.ts')).feedPreviewCommand(file, options)),
  );

program
  .command('score')
  .description('Print the index of a dyad, as it is served.')
  .argument('<dyad>', 'two ISO alpha-3 codes, in any order and case: KOR-RUS')
  .option('--model <name>', 'a model: name, name@version or hash (default: baseline)')
  .option('--from <date>', 'first day, YYYY-MM-DD (default: the first event)')
  .option('--to <date>', 'last day, YYYY-MM-DD (default: the last published)')
  .addOption(
    new Option('--step <step>', 'distance of the points; a week or month is read on its last day')
      .choices(['day', 'week', 'month'])
      .default('month'),
  )
  .option('--as-of <moment>', 'what was known then: a date (its end, UTC) or an ISO moment')
  .option('--direction <direction>', 'both, or one side towards the other: "KOR>RUS" (in quotes)', 'both')
  .addOption(new Option('--json', 'print the series as the API gives it').conflicts('csv'))
  .option('--csv', 'print it as CSV')
  .addHelpText(
    'after',
    example(
      'score KOR-RUS --from 2024-03-01 --to 2024-04-05 --step day',
      'score rus-kor --as-of 2024-05-01 --csv > kor-rus.csv',
    ),
  )
  .action(async (dyad: string, options: ScoreOptions) =>
    ending(await (await import('./score.ts')).scoreCommand(config(), dyad, options)),
  );

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
  .addHelpText(
    'after',
    example(
      'explain KOR-RUS --from 2024-03-01 --to 2024-04-05',
      'explain KOR-RUS --from 2024-04-05 --to 2024-04-05 --as-of 2026-05-01 --as-of-to 2026-11-23',
    ),
  )
  .action(async (dyad: string, options: ExplainOptions) =>
    ending(await (await import('./explain.ts')).explainCommand(config(), dyad, options)),
  );

program
  .command('chart')
  .description('Write a figure: PNG, SVG, PDF, PPTX, CSV or HTML, by the name of the file.')
  .argument('[dyads]', 'a dyad, KOR-RUS, or two to six with commas between them; none with --view')
  .requiredOption('--out <file>', 'the file to write; its ending says the format')
  .option('--view <code>', 'a pinned view, by the code on its picture')
  .option('--from <date>', 'first day, YYYY-MM-DD (default: the first event)')
  .option('--to <date>', 'last day, YYYY-MM-DD (default: the last published)')
  .option('--step <step>', 'distance of the points: day, week or month (default: day)')
  .option('--model <name>', 'a model: name, name@version or hash (default: baseline)')
  .option('--overlay <name>', 'a second model, as a second line')
  .option('--as-of <moment>', 'what was known then: a date (its end, UTC) or an ISO moment')
  .option('--direction <direction>', 'both, or one side towards the other: "KOR>RUS" (in quotes)')
  .option('--what-if <terms>', 'events left out or graded otherwise, such as indirect,type:militant_attack')
  .option('--move', 'the change from the first to the last day as the sum of its causes')
  .option('--title <text>', 'in place of the computed title')
  .option('--marking <text>', 'a line at head and foot, such as a classification')
  .option('--preset <preset>', 'slide, four-three, square, memo or link (default: slide)')
  .option('--theme <theme>', 'light, dark or grey (default: light)')
  .option('--text <percent>', 'size of the text, 80 to 150 (default: 100)')
  .option('--density <density>', '1, or 2 for twice the pixels (default: 1)')
  .option('--lang <language>', 'en or ko (default: en)')
  .addHelpText(
    'after',
    example(
      'chart KOR-RUS --from 2024-03-01 --to 2024-04-05 --out kor-rus.png',
      'chart KOR-RUS --from 2024-03-01 --to 2024-04-05 --move --lang ko --out move.pptx',
      'chart KOR-RUS,KOR-PRK --from 2020-01-01 --out compared.pdf',
      'chart --view 7K3M9QX2T --out slide.svg',
    ),
  )
  .action(async (dyads: string | undefined, options: ChartOptions) =>
    ending(await (await import('./chart.ts')).chartCommand(config(), dyads, options)),
  );

program
  .command('judge')
  .description('Print how many of the expert judgements a model orders correctly, beside naive rules.')
  .option('--model <name>', 'a model: name or hash', 'baseline')
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('judge'))
  .action(async (options: { model?: string; json?: boolean }) =>
    ending(await (await import('./judge.ts')).judgeCommand(options)),
  );

const modelOption = 'a model: name, name@version or hash (default: baseline)';

program
  .command('methods')
  .description('Print what other published methods (Goldstein, counts, Yan) make of a dyad’s events, beside the index.')
  .argument('<dyad>', dyadArgument)
  .option('--from <date>', 'first day, YYYY-MM-DD (default: the first event)')
  .option('--to <date>', 'last day; its period is counted whole (default: the last published)')
  .addOption(new Option('--step <step>', 'how long a period is').choices(['week', 'month']).default('month'))
  .option('--model <name>', modelOption)
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('methods KOR-RUS --from 2024-01-01 --to 2024-12-31'))
  .action(async (dyad: string, options: MethodsOptions) =>
    ending(await (await import('./methods.ts')).methodsCommand(config(), dyad, options)),
  );

program
  .command('changepoints')
  .description('Print when the level of a dyad’s index changed (PELT on monthly means).')
  .argument('<dyad>', dyadArgument)
  .option('--noise-factor <factor>', 'times the BIC penalty; higher finds fewer', '10')
  .option('--min-months <months>', 'no level is shorter', '6')
  .option('--model <name>', modelOption)
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('changepoints KOR-RUS'))
  .action(async (dyad: string, options: ChangepointsOptions) =>
    ending(await (await import('./changepoints.ts')).changepointsCommand(config(), dyad, options)),
  );

program
  .command('sensitivity')
  .description('Print which numbers of the model a day’s index hangs on, each turned alone.')
  .argument('<dyad>', dyadArgument)
  .option('--date <date>', 'the day, YYYY-MM-DD (default: the last published)')
  .option('--share <percent>', 'how far each is turned down and up', '25')
  .option('--all', 'list every number, however little it moves the index')
  .option('--model <name>', modelOption)
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('sensitivity KOR-RUS --date 2024-04-05'))
  .action(async (dyad: string, options: SensitivityOptions) =>
    ending(await (await import('./sensitivity.ts')).sensitivityCommand(config(), dyad, options)),
  );

program
  .command('sobol')
  .description(
    'Print the share of a day’s uncertainty that each weight explains, alone and with the others (Sobol indices).',
  )
  .argument('<dyad>', dyadArgument)
  .option('--date <date>', 'the day, YYYY-MM-DD (default: the last published)')
  .option('--samples <count>', 'more are surer: the error shrinks with the root', '1000')
  .option('--seed <number>', 'the same seed draws the same', '1')
  .option('--share <percent>', 'how far the weights vary', '25')
  .option('--all', 'vary half-lives, holds, multipliers and scale too')
  .option('--model <name>', modelOption)
  .option('--json', 'print it as JSON')
  .addHelpText(
    'after',
    `\nExit code: 0 done, 1 refused, 130 stopped with Ctrl-C.\n${example('sobol KOR-RUS --date 2024-04-05 --samples 4000')}`,
  )
  .action(async (dyad: string, options: SobolOptions) =>
    ending(await (await import('./sobol.ts')).sobolCommand(config(), dyad, options)),
  );

program
  .command('robustness')
  .description('Print how far the order of the dyads survives other weights and doubtful events.')
  .option('--date <date>', 'the day, YYYY-MM-DD (default: the last published)')
  .option('--draws <count>', 'draws of weights and events', '1000')
  .option('--seed <number>', 'the same seed draws the same', '1')
  .option('--model <name>', modelOption)
  .option('--json', 'print it as JSON, with every pair')
  .addHelpText(
    'after',
    `\nExit code: 0 done, 1 refused, 130 stopped with Ctrl-C.\n${example('robustness --draws 2000')}`,
  )
  .action(async (options: RobustnessOptions) =>
    ending(await (await import('./robustness.ts')).robustnessCommand(config(), options)),
  );

program
  .command('flip')
  .description('Print how far each weight must move, alone, to reverse what the index says of two days.')
  .argument('<dyad>', dyadArgument)
  .requiredOption('--from <date>', 'the earlier day, YYYY-MM-DD')
  .requiredOption('--to <date>', 'the later day')
  .option('--by <points>', 'what counts as a change', '0')
  .option('--model <name>', modelOption)
  .option('--json', 'print it as JSON')
  .addHelpText(
    'after',
    example('flip KOR-RUS --from 2024-03-01 --to 2024-04-05', 'flip KOR-RUS --from 2024-03-01 --to 2024-04-05 --by 5'),
  )
  .action(async (dyad: string, options: FlipOptions) =>
    ending(await (await import('./flip.ts')).flipCommand(config(), dyad, options)),
  );

program
  .command('fit')
  .description('Fit the weights to the expert judgements, and print what that achieves on judgements left out.')
  .option('--ridge <strength>', 'how dear it is to leave the model’s own weights', '1')
  .option('--model <name>', modelOption)
  .option('--json', 'print it as JSON, with every weight')
  .addHelpText('after', example('fit', 'fit --ridge 0.1 --json'))
  .action(async (options: FitOptions) => ending(await (await import('./fit.ts')).fitCommand(options)));

program
  .command('lint')
  .description(
    'Print what to know of a model before trusting it: weights that rest on little, or that nothing can test.',
  )
  .argument('[model]', 'name, name@version or hash (default: baseline)')
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('lint baseline'))
  .action(async (model: string | undefined, options: { json?: boolean }) =>
    ending(await (await import('./lint.ts')).lintCommand(model, options)),
  );

program
  .command('doctor')
  .description('Check settings, data, models, database and roll-up, and say what to do.')
  .option('--json', 'print the findings as JSON')
  .addHelpText('after', `\nExit code: 0 nothing is at fault, 1 something is.\n${example('doctor')}`)
  .action(async (options: { json?: boolean }) =>
    ending(await (await import('./doctor.ts')).doctorCommand(config, options)),
  );

/** Runs one command to its end, in this process. @param argv what stands behind `tension` @returns its exit code */
export function run(argv: readonly string[], on: Omit<Terminal, 'exitCode'>): Promise<number> {
  return useTerminal({ ...on, exitCode: 0 }, async () => {
    try {
      await program.parseAsync(argv, { from: 'user' });
      return terminal().exitCode;
    } catch (error) {
      if (error instanceof CommanderError) return error.exitCode; // commander has printed its sentence, or the help
      // Messages are written to be read; a stack helps nobody at a terminal.
      terminal().stderr.write(`${messageOf(error) || 'The command failed without giving a reason.'}\n`);
      return error instanceof Error && error.name === 'Interrupted' ? 130 : 1;
    }
  });
}
