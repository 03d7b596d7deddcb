/** Texts from elsewhere that a terminal would obey: they are shown, and do nothing. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLog } from '../../server/log.ts';
import { tension } from '../cli/inProcess.ts';

const CLEAR = '\u001b[2J\u009b2J\u202e';

it('the log for a person names them', () => {
  const lines: string[] = [];
  const log = openLog('info', true, (text) => lines.push(text));
  log.warn({ err: new Error(`no ${CLEAR}`) }, `gdelt: ${CLEAR}`);
  expect(lines.join('')).toMatch(
    /^\d\d:\d\d:\d\d {2}warn: gdelt: U\+001B\[2JU\+009B2JU\+202E \(no U\+001B\[2JU\+009B2JU\+202E\)\n$/,
  );
});

it('feed preview names them, and its JSON spells them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tension-terminal-'));
  const csv = join(folder, 'events.csv');
  const mapping = join(folder, 'mapping.json');
  await writeFile(csv, `day,from,to,code,report\n2024-04-05,RUS,USA,111,${CLEAR}x\nno ${CLEAR},RUS,USA,111,x\n`);
  await writeFile(
    mapping,
    JSON.stringify({
      name: 'mine',
      title: 'Mine',
      columns: { date: 'day', actor: 'from', target: 'to', code: 'code', report: 'report' },
      states: 'iso3',
      codes: { 111: { type: 'protest', polarity: 1, severity: 2 } },
    }),
  );
  const shown = await tension(folder, ['feed', 'preview', csv, '--mapping', mapping]);
  expect(shown.stderr).toBe('');
  expect(shown.stdout).toContain('U+001B[2J');
  expect(shown.stdout + shown.stderr).not.toContain('\u001b');
  const json = await tension(folder, ['feed', 'preview', csv, '--mapping', mapping, '--json']);
  expect(json.stdout).not.toMatch(/[\u009b\u202e]/);
  expect(JSON.parse(json.stdout).taken[0].report).toBe(`${CLEAR}x`);
});
