/** What the log tells of a pull. */
import type pino from 'pino';
import type { PullAccount } from './pullAccount.ts';

export function logPull(logger: pino.Logger, account: PullAccount): void {
  const { feed, files, rows, stories, missing, failed, refused, gaps, faults } = account;
  const facts = { feed, files, rows, stories, missing, failed, refused, gaps };
  logger[account.fault === null ? 'info' : 'warn'](facts, sentenceOf(account));
  for (const fault of faults) logger.debug({ feed }, fault);
}

/** `gdelt: 2 files, 3,080 rows, 270 stories in 1.2 s; 1 missing.` */
function sentenceOf(account: PullAccount): string {
  const { feed, done, rows, stories, startedAt, endedAt, stopped, fault } = account;
  const number = (count: number): string => count.toLocaleString('en');
  const seconds = (((endedAt ?? startedAt).getTime() - startedAt.getTime()) / 1000).toFixed(1);
  const what =
    done === 0
      ? 'nothing new'
      : `${number(done)} ${done === 1 ? 'file' : 'files'}, ${number(rows)} rows, ${number(stories)} stories`;
  const odd = (
    [
      [account.replaced, 'replaced what they brought before'],
      [account.unchanged, 'unchanged'],
      [account.missing, 'missing'],
      [account.failed, 'failed'],
      [account.refused, 'refused'],
      [account.gaps, 'skipped by the list'],
      [account.faultyRows, 'rows at fault'],
    ] as const
  ).flatMap(([count, name]) => (count > 0 ? [`${number(count)} ${name}`] : []));
  return `${feed}: ${what} in ${seconds} s${odd.length > 0 ? `; ${odd.join(', ')}` : ''}.${stopped ? ' Stopped before its end: the next pull goes on.' : ''}${fault === null ? '' : ` ${fault}`}`;
}
