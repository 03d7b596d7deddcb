/** The commands of alerts: `alert replay`. */
import type { AlertReplayOptions } from './alertReplay.ts';
import { config, ending, example, modelOption, program } from './program.ts';

const alert = program
  .command('alert')
  .description('Rules of when somebody is to be told of a dyad.')
  .helpCommand(false)
  .addHelpText('after', example('alert replay --from 2024'));

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
