/** The command line without its commands, and what they share. */
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { projectRoot } from '../projectRoot.ts';
import { terminal } from './terminal.ts';

export const config = () => readConfig(projectRoot(), terminal().environment);
export const ending = (code: number): void => void (terminal().exitCode = code);
export const example = (...lines: readonly string[]): string =>
  `\nExample:\n${lines.map((line) => `  npm run -s tension -- ${line}`).join('\n')}\n`;

export const program = new Command('tension')
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

export const dyadArgument = 'two ISO alpha-3 codes, in any order and case: KOR-RUS';
export const modelOption = 'a model: name, name@version or hash (default: baseline)';
