/** The commands of the feeds: `feed add`, `feed pull` and the like. */
import { config, dyadArgument, ending, example, program } from './program.ts';
import type { FeedAddOptions } from './feedAdd.ts';
import type { FeedBackfillOptions } from './feedBackfill.ts';
import type { FeedPullOptions } from './feedPull.ts';

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
  .option(
    '--again [days]',
    'also files that failed or were missing and are not due yet; with a year, a month or a day, its files anew, for what the publisher has corrected',
  )
  .option('--all', 'look through the whole of its lists, and not only behind its newest file')
  .option('--json', 'print the account as JSON')
  .addHelpText('after', `${feedCodes}${example('feed pull gdelt', 'feed pull acled --again 2024-03')}`)
  .action(async (name: string | undefined, options: FeedPullOptions) =>
    ending(await (await import('./feedPull.ts')).feedPullCommand(config(), name, options)),
  );

feed
  .command('backfill')
  .description('Fetch what a feed has of earlier days. Ctrl-C stops it; the same command goes on.')
  .argument('<feed>', 'its name')
  .requiredOption('--from <date>', 'first day, YYYY-MM-DD')
  .option('--to <date>', 'last day (default: today)')
  .option('--again', 'also files that are stored, for what the publisher has corrected, and those that are not due yet')
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
  .description('Remove a feed with its rows, from now on. Views pinned before keep them.')
  .argument('<feed>', 'its name')
  .option('--keep', 'fetch it no more, and keep its rows')
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('feed remove gdelt'))
  .action(async (name: string, options: { keep?: boolean; json?: boolean }) =>
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
