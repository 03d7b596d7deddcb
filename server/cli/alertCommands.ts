/** The commands of alerts. */
import type { AlertReplayOptions } from './alertReplay.ts';
import { config, ending, example, modelOption, program } from './program.ts';

const alert = program
  .command('alert')
  .description('Rules of when somebody is to be told of a dyad.')
  .helpCommand(false)
  .addHelpText('after', example('alert list', 'alert add moscow.json', 'alert replay --from 2024'));

alert
  .command('replay')
  .description('Print when rules would have told, with the events as they are known today.')
  .option('--rule <name>', 'one rule: its name, or a file that ends in .json (default: all)')
  .option('--dyad <dyad>', 'one dyad (default: all of the board)')
  .option('--from <date>', 'first day, YYYY-MM-DD or a year (default: the first event)')
  .option('--to <date>', 'last day, YYYY-MM-DD or a year (default: the last published)')
  .option('--model <name>', modelOption)
  .option('--json', 'print it as JSON')
  .addHelpText(
    'after',
    example('alert replay --from 2024 --dyad KOR-RUS', 'alert replay --rule week --from 2022 --to 2022'),
  )
  .action(async (options: AlertReplayOptions) =>
    ending(await (await import('./alertReplay.ts')).alertReplayCommand(config(), options)),
  );

const rules = () => import('./alertRules.ts');

alert
  .command('list')
  .description('Print the rules, the channels and the last alerts.')
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('alert list'))
  .action(async (options: { readonly json?: boolean }) =>
    ending(await (await rules()).alertListCommand(config(), options)),
  );

alert
  .command('add')
  .description('Keep the rule, or the channel, of a JSON file, in place of the one of its name.')
  .argument('<file>', 'a file as server/alerts/README.md describes it')
  .addHelpText('after', example('alert add moscow.json'))
  .action(async (file: string) => ending(await (await rules()).alertAddCommand(config(), file)));

alert
  .command('remove')
  .description('Take a rule, or a channel, away.')
  .argument('<name>', 'its name')
  .option('--channel', 'a channel, and no rule')
  .addHelpText('after', example('alert remove moscow', 'alert remove desk --channel'))
  .action(async (name: string, options: { readonly channel?: boolean }) =>
    ending(await (await rules()).alertRemoveCommand(config(), name, options)),
  );

alert
  .command('test')
  .description('Tell now by the channels of a rule what it would tell of a dyad today.')
  .argument('<rule>', 'its name')
  .option('--dyad <dyad>', 'of which it tells (default: the first that it watches)')
  .addHelpText('after', example('alert test moscow'))
  .action(async (name: string, options: { readonly dyad?: string }) =>
    ending(await (await rules()).alertTestCommand(config(), name, options)),
  );

alert
  .command('silence')
  .description('Tell nothing of a rule until a day, or of one dyad until it is over.')
  .argument('<rule>', 'its name')
  .requiredOption('--until <date>', 'YYYY-MM-DD, all-clear, or now to tell again')
  .option('--of <subject>', 'a dyad, a state or a feed (default: all)')
  .addHelpText(
    'after',
    example('alert silence moscow --until 2026-12-24', 'alert silence moscow --of KOR-RUS --until all-clear'),
  )
  .action(async (name: string, options: { readonly until: string; readonly of?: string }) =>
    ending(await (await rules()).alertSilenceCommand(config(), name, options)),
  );

alert
  .command('acknowledge')
  .description('Say that an alert was seen: it is not told again.')
  .argument('<alert>', 'its id, as alert list prints it')
  .addHelpText('after', example('alert acknowledge 0123456789abcdef01234567'))
  .action(async (id: string) => ending(await (await rules()).alertAcknowledgeCommand(config(), id)));
