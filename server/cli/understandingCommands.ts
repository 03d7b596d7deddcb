/** The commands that tell what to make of an index, a model or an installation. */
import { Option } from 'commander';
import { config, dyadArgument, ending, example, modelOption, program } from './program.ts';
import type { BackupOptions, RestoreOptions } from './backup.ts';
import type { CalibrateOptions } from './calibrate.ts';
import type { AgreementOptions } from './agreement.ts';
import type { ChangepointsOptions } from './changepoints.ts';
import type { FlipOptions } from './flip.ts';
import type { FitOptions } from './fit.ts';
import type { MethodsOptions } from './methods.ts';
import type { RobustnessOptions } from './robustness.ts';
import type { SensitivityOptions } from './sensitivity.ts';
import type { SobolOptions } from './sobol.ts';

program
  .command('judge')
  .description('Print how many of the expert judgements a model orders correctly, beside naive rules.')
  .option('--model <name>', 'a model: name or hash', 'baseline')
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('judge'))
  .action(async (options: { model?: string; json?: boolean }) =>
    ending(await (await import('./judge.ts')).judgeCommand(config(), options)),
  );

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
  .command('calibrate')
  .description(
    'Take scale, floor and flag of a model of feeds from what is stored of them, and save them as its next version.',
  )
  .argument('<model>', 'a model that reads feeds, such as gdelt')
  .option('--percentile <percent>', 'so many percent of the days of all pairs are to lie within --index', '99')
  .option('--index <index>', 'where a day so far from neutral is to stand, above 50', '90')
  .option('--dry-run', 'print the numbers, and save nothing')
  .option('--json', 'print it as JSON')
  .addHelpText(
    'after',
    `\nA published version never changes: the new one is served beside it. With less than two known years it is refused.\n\nExit code: 0 done, 1 refused.\n${example('calibrate gdelt --dry-run', 'calibrate gdelt')}`,
  )
  .action(async (model: string, options: CalibrateOptions) =>
    ending(await (await import('./calibrate.ts')).calibrateCommand(config(), model, options)),
  );

program
  .command('fit')
  .description('Fit the weights to the expert judgements, and print what that achieves on judgements left out.')
  .option('--ridge <strength>', 'how dear it is to leave the model’s own weights', '1')
  .option('--model <name>', modelOption)
  .option('--json', 'print it as JSON, with every weight')
  .addHelpText('after', example('fit', 'fit --ridge 0.1 --json'))
  .action(async (options: FitOptions) => ending(await (await import('./fit.ts')).fitCommand(config(), options)));

program
  .command('lint')
  .description(
    'Print what to know of a model before trusting it: weights that rest on little, or that nothing can test.',
  )
  .argument('[model]', 'name, name@version or hash (default: baseline)')
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('lint baseline'))
  .action(async (model: string | undefined, options: { json?: boolean }) =>
    ending(await (await import('./lint.ts')).lintCommand(config(), model, options)),
  );

program
  .command('agreement')
  .description('Print how far coders agree who have coded the same units: kappa, alpha, and their 95% intervals.')
  .argument(
    '[file]',
    'CSV with the columns unit (or event_id), coder and one for each field (default: the shipped 120)',
  )
  .option('--field <field>', 'one field only, such as type')
  .option('--json', 'print it as JSON, with confusion tables, the units behind each cell, and drift')
  .addHelpText('after', example('agreement', 'agreement --field severity --json'))
  .action(async (file: string | undefined, options: AgreementOptions) =>
    ending(await (await import('./agreement.ts')).agreementCommand(file, options)),
  );

program
  .command('backup')
  .description('Write everything to one file, also while the server runs: ledger, models, views, people, feeds.')
  .argument('<file>', 'the file to write, such as tension.backup.tar.gz')
  .option('--overwrite', 'replace a file of that name')
  .option('--json', 'print what it holds as JSON')
  .addHelpText('after', example('backup tension.backup.tar.gz'))
  .action(async (file: string, options: BackupOptions) =>
    ending(await (await import('./backup.ts')).backupCommand(config(), file, options)),
  );

program
  .command('restore-backup')
  .description('Put a backup into an empty database, DuckDB or PostgreSQL, while no server runs.')
  .argument('<file>', 'a file of `backup`, of this version of the program or an older one; - reads from stdin')
  .option('--replace', 'lose all that the database holds')
  .option('--json', 'print what was restored as JSON')
  .addHelpText('after', example('restore-backup tension.backup.tar.gz'))
  .action(async (file: string, options: RestoreOptions) =>
    ending(await (await import('./backup.ts')).restoreBackupCommand(config(), file, options)),
  );

program
  .command('doctor')
  .description('Check settings, data, models, database and roll-up, and say what to do.')
  .option('--json', 'print the findings as JSON')
  .option(
    '--deep',
    'also back up everything, put it into a copy, and compare all there: hashes, counts, a fresh scoring',
  )
  .option('--since <backup>', '--deep, and also whether the audit still has all that a backup of before says of it')
  .option('--accept-loss', 'go on without what the embedded database has lost; files that are damaged are moved aside')
  .addHelpText('after', `\nExit code: 0 nothing is at fault, 1 something is.\n${example('doctor')}`)
  .action(async (options: { json?: boolean; acceptLoss?: boolean; deep?: boolean; since?: string }) =>
    ending(await (await import('./doctor.ts')).doctorCommand(config, options)),
  );
