/** All commands. The help lists them in the order of these imports. */
import { CommanderError } from 'commander';
import { messageOf } from '../../models/errorMessage.ts';
import { visible } from '../../models/textFault.ts';
/* oxlint-disable import/no-unassigned-import -- each of these files adds its commands to the program */
import './eventCommands.ts';
import './feedCommands.ts';
import './indexCommands.ts';
import './alertCommands.ts';
import './peopleCommands.ts';
import './understandingCommands.ts';
import { program } from './program.ts';
import { terminal, type Terminal, useTerminal } from './terminal.ts';

/** Runs one command to its end, in this process. @param argv what stands behind `tension` @returns its exit code */
export function run(argv: readonly string[], on: Omit<Terminal, 'exitCode'>): Promise<number> {
  return useTerminal({ ...on, exitCode: 0 }, async () => {
    try {
      await program.parseAsync(argv, { from: 'user' });
      return terminal().exitCode;
    } catch (error) {
      if (error instanceof CommanderError) return error.exitCode; // commander has printed its sentence, or the help
      // Messages are written to be read; a stack helps nobody at a terminal.
      const message = messageOf(error) || 'The command failed without giving a reason.';
      terminal().stderr.write(`${visible(message)}\n`);
      return error instanceof Error && error.name === 'Interrupted' ? 130 : 1;
    }
  });
}
