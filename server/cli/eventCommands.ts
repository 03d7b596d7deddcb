/** The commands that bring events in and publish what they make: `import` and `rollup`. */
import { extname } from 'node:path';
import { Option } from 'commander';
import { config, ending, example, program } from './program.ts';
import type { ImportOptions } from './import.ts';
import type { TableOptions } from './importTable.ts';
import type { DraftOptions } from './draftInput.ts';
import type { LookedOptions } from './looked.ts';
import type { TakingOutOptions } from './retract.ts';

program
  .command('import')
  .description('Take coded events from a file into the ledger. Importing again changes nothing.')
  .argument('<file>', 'a .csv, .json, .ndjson, .tsv or .xlsx file; - reads from stdin')
  .addOption(
    new Option('--format <format>', 'what the file holds, where its name does not say so').choices(['csv', 'json']),
  )
  .option('--dry-run', 'report what would happen to each row, and change nothing')
  .option('--preview', 'any table: show how its columns are read and what becomes of each row, and change nothing')
  .option('--map <file>', 'how its columns are read, as JSON: "mapping" of --preview --json, changed as you like')
  .option('--day-first', '5/4/2024 is 5 April')
  .option('--month-first', '5/4/2024 is 4 May')
  .option('--encoding <name>', 'of a text: utf-8, utf-16le, windows-1252, euc-kr (default: found)')
  .option('--accept', 'take the first suggestion for each name and type that no table knows')
  .option('--json', 'print the whole report as JSON')
  .addHelpText(
    'after',
    `\nExit code: 0 all rows taken, 2 some rows at fault (the others are taken), 1 refused.\n${example('import my-events.csv --dry-run', 'import log.xlsx --preview', 'import log.xlsx --day-first --accept', 'import - --format json < events.json')}`,
  )
  .action(async (file: string, options: ImportOptions & TableOptions) => {
    const { importTableCommand, isTable } = await import('./importTable.ts');
    ending(
      isTable(extname(file).toLowerCase(), options)
        ? await importTableCommand(config(), file, { ...options, preview: options.preview ?? options.dryRun ?? false })
        : await (await import('./import.ts')).importCommand(config(), file, options),
    );
  });

program
  .command('draft')
  .description('Draft the acts that a text tells, and say which of them the ledger has. Nothing is recorded.')
  .argument('<file>', 'a text; with --score, a file with a text and its coded acts a line; - reads from stdin')
  .option('--published <date>', 'day of publication, YYYY-MM-DD (default: looked for in the text)')
  .addOption(new Option('--lang <language>', 'its language (default: recognised)').choices(['en', 'ko']))
  .addOption(
    new Option('--provider <provider>', 'who drafts: these rules, or the language model of DRAFTING_MODEL_URL')
      .choices(['rules', 'http'])
      .default('rules'),
  )
  .option('--score', 'hold the drafts against the acts of the file: recall, precision, dates')
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('draft article.txt --published 2024-04-08', 'draft --score coded-texts.jsonl'))
  .action(async (file: string, options: DraftOptions & { readonly score?: boolean }) =>
    ending(
      options.score
        ? await (await import('./draftScore.ts')).draftScoreCommand(config(), file, options)
        : await (await import('./draft.ts')).draftCommand(config(), file, options),
    ),
  );

program
  .command('looked')
  .description('Declare which days of a dyad somebody looked at, whether or not anything was found.')
  .argument('[dyads...]', 'two ISO alpha-3 codes each: KOR-RUS')
  .option('--through <date>', 'last day')
  .option('--from <date>', 'first day (default: that of --through)')
  .addOption(
    new Option(
      '--density <density>',
      'how densely: for all acts (left out), for widely reported ones, or for crises only',
    ).choices(['all', 'major', 'crises']),
  )
  .option('--by <text>', 'who looked')
  .option('--sources <text>', 'where it was looked')
  .option('--note <text>', 'a remark')
  .option('--file <file>', 'a CSV with the columns dyad,from,to,density,by,sources,note, as data/coverage.csv')
  .option(
    '--withdraw <reason>',
    'take back what is declared from --from through --through, and say why; where several are, --density, --by, --sources or --note say which',
  )
  .option('--json', 'print what was recorded as JSON')
  .addHelpText(
    'after',
    example(
      'looked KOR-RUS --through 2026-11-20',
      'looked --file coverage.csv',
      'looked KOR-RUS --through 2026-11-20 --withdraw "The archive was down that day."',
    ),
  )
  .action(async (dyads: string[], options: LookedOptions) =>
    ending(await (await import('./looked.ts')).lookedCommand(config(), dyads, options)),
  );

const reasonOption = (what: string): Option => new Option('--reason <text>', what).makeOptionMandatory();

program
  .command('retract')
  .description(
    'Take an event out of its line from now on, with a reason. Its history stays, and so does every earlier moment.',
  )
  .argument('<id>', 'the id of the event')
  .addOption(reasonOption('why, in one sentence'))
  .option('--whole-act', 'in every dyad that its act bears on')
  .option('--dry-run', 'say what would happen, and change nothing')
  .option('--json', 'print what was done as JSON')
  .addHelpText('after', example('retract kor-rus-2024-04-02-sanctions --reason "Coded twice."'))
  .action(async (id: string, options: TakingOutOptions) =>
    ending(await (await import('./retract.ts')).retractCommand(config(), id, options)),
  );

program
  .command('restore')
  .description('Put a retracted event back, with a reason.')
  .argument('<id>', 'the id of the event')
  .addOption(reasonOption('why, in one sentence'))
  .option('--whole-act', 'in every dyad that its act bears on')
  .option('--dry-run', 'say what would happen, and change nothing')
  .option('--json', 'print what was done as JSON')
  .addHelpText('after', example('restore kor-rus-2024-04-02-sanctions --reason "It was another act after all."'))
  .action(async (id: string, options: TakingOutOptions) =>
    ending(await (await import('./retract.ts')).restoreCommand(config(), id, options)),
  );

program
  .command('retract-import')
  .description(
    'Take back a whole import: what it created is retracted, what it revised is as before, what was changed since is left and named.',
  )
  .argument('<id>', 'the id of the import, as its report and GET /api/v1/imports say it')
  .addOption(reasonOption('why, in one sentence'))
  .option('--dry-run', 'say what would happen, and change nothing')
  .option('--json', 'print what was done as JSON')
  .addHelpText('after', example('retract-import 0b7e3c9a-5d0f-4a57-9d2b-1f6f0a1c2d3e --reason "The wrong file."'))
  .action(async (id: string, options: TakingOutOptions) =>
    ending(await (await import('./retract.ts')).retractImportCommand(config(), id, options)),
  );

program
  .command('view')
  .description('Pinned views: what pictures show.')
  .command('withdraw')
  .description('Show a view no more. Its code stays taken, and its page says that it was withdrawn, and why.')
  .argument('<code>', 'the code on the picture')
  .addOption(reasonOption('why, in one sentence, for everybody who opens the code'))
  .addHelpText('after', example('view withdraw 8W9TBY74W --reason "Its title is not what the data say."'))
  .action(async (code: string, options: { readonly reason: string }) =>
    ending(await (await import('./viewWithdraw.ts')).viewWithdrawCommand(config(), code, options)),
  );

program
  .command('rollup')
  .description('Score what has changed and publish it, now.')
  .option('--json', 'print the run as JSON')
  .option('--afresh', 'score every dyad in full and write what differs; stop the server first')
  .addHelpText('after', example('rollup'))
  .action(async (options: { json?: boolean; afresh?: boolean }) =>
    ending(await (await import('./rollup.ts')).rollupCommand(config(), options)),
  );
