/** The commands of alerts. */
import type { AlertReplayOptions } from './alertReplay.ts';
import { config, ending, example, modelOption, program } from './program.ts';

const alert = program
  .command('alert')
  .description('Alert rules, channels, and the alerts they sent.')
  .helpCommand(false)
  .addHelpText('after', example('alert list', 'alert add moscow.json', 'alert replay --from 2024'));

alert
  .command('replay')
  .description('Print when rules would have sent alerts, by the events known today.')
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
  .description('Save the rule or channel in a JSON file. One of the same name is replaced.')
  .argument('<file>', 'a file as server/alerts/README.md describes it')
  .addHelpText('after', example('alert add moscow.json'))
  .action(async (file: string) => ending(await (await rules()).alertAddCommand(config(), file)));

alert
  .command('remove')
  .description('Remove a rule or a channel.')
  .argument('<name>', 'its name')
  .option('--channel', 'remove a channel, not a rule')
  .addHelpText('after', example('alert remove moscow', 'alert remove desk --channel'))
  .action(async (name: string, options: { readonly channel?: boolean }) =>
    ending(await (await rules()).alertRemoveCommand(config(), name, options)),
  );

alert
  .command('test')
  .description('Send a test by the channels of a rule.')
  .argument('<rule>', 'its name')
  .option('--dyad <dyad>', 'what the test is about (default: the first dyad that the rule watches)')
  .addHelpText('after', example('alert test moscow'))
  .action(async (name: string, options: { readonly dyad?: string }) =>
    ending(await (await rules()).alertTestCommand(config(), name, options)),
  );

alert
  .command('silence')
  .description('Silence a rule until a day, or one dyad until it is over.')
  .argument('<rule>', 'its name')
  .requiredOption('--until <date>', 'YYYY-MM-DD, all-clear, or now to end the silence')
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
  .description('Mark an alert as seen: no reminder follows.')
  .argument('<alert>', 'its id, as alert list prints it')
  .addHelpText('after', example('alert acknowledge 0123456789abcdef01234567'))
  .action(async (id: string) => ending(await (await rules()).alertAcknowledgeCommand(config(), id)));
