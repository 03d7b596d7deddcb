/** The commands of people: `key make`, `key list`, `key withdraw`. */
import { InvalidArgumentError, Option } from 'commander';
import { ROLES } from '../../models/roles.ts';
import type { KeyMakeOptions } from './key.ts';
import { config, ending, example, program } from './program.ts';

const key = program
  .command('key')
  .description('API keys, for scripts and for people: each with a name, a role and, where wanted, an end.')
  .helpCommand(false)
  .addHelpText('after', example('key make "Nightly import" --role editor', 'key list'));

function wholeDays(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Write a whole number of days, such as 90.');
  return Number(text);
}

key
  .command('make')
  .description('Make a key and print it, this once.')
  .argument('<name>', 'stands beside all that is written with it')
  .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
  .option('--days <days>', 'it stops to count after so many days (default: never)', wholeDays)
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('key make "Nightly import" --role editor --days 90'))
  .action(async (name: string, options: KeyMakeOptions) =>
    ending(await (await import('./key.ts')).keyMakeCommand(config(), name, options)),
  );

key
  .command('list')
  .description('List the keys, without their secrets.')
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('key list'))
  .action(async (options: { readonly json?: boolean }) =>
    ending(await (await import('./key.ts')).keyListCommand(config(), options)),
  );

key
  .command('withdraw')
  .description('Withdraw a key, at once and for good.')
  .argument('<id>', 'as key list shows it: the part of the key behind ten_')
  .option('--json', 'print it as JSON')
  .addHelpText('after', example('key withdraw 0f3a9c2b71de'))
  .action(async (id: string, options: { readonly json?: boolean }) =>
    ending(await (await import('./key.ts')).keyWithdrawCommand(config(), id, options)),
  );
