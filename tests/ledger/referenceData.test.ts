import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dyadName, loadReferenceData } from '../../server/referenceData.ts';
import { projectRoot } from '../../server/projectRoot.ts';

describe('the reference data', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'reference-'));
    for (const path of ['data', 'models/definitions'])
      await cp(join(projectRoot(), path), join(root, path), {
        recursive: true,
        filter: (source) => !/data.(local|events)|definitions.(?!baseline\.json$)/.test(source),
      });
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const edit = async (file: string, from: string, to: string): Promise<void> => {
    const path = join(root, file);
    const text = await readFile(path, 'utf8');
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  };

  it('of the repository is read whole and without a fault', async () => {
    const reference = await loadReferenceData(projectRoot());
    expect(reference.modelFaults).toEqual([]);
    expect(reference.codebook.get('summit')).toMatchObject({ category: 'visits_talks', polarity: -1, mutual: true });
    expect(reference.countries.get('KOR')).toMatchObject({ name: 'South Korea', nameKo: '한국', kind: 'state' });
    expect(reference.judgements).toHaveLength(27);
    expect(reference.models.map(({ definition }) => definition.name)).toContain('baseline');
    expect(reference.dyads.get('KOR-RUS')?.watched).toBe(true);
  });

  it('names a dyad by its title, or by its countries, or by its codes', async () => {
    const reference = await loadReferenceData(root);
    expect(dyadName(reference, 'KOR-RUS')).toBe('South Korea – Russia');
    expect(dyadName(reference, 'FRA-USA')).toBe('France – United States');
    expect(dyadName(reference, 'QQA-QQB')).toBe('QQA – QQB');
  });

  it('stops at a faulty table and names file, line, column, value and remedy, all faults together', async () => {
    await edit('data/codebook.csv', 'sanction,sanctions_trade,1', 'sanction,sanctions_trade,2');
    await edit('data/judgements.csv', '2022-01-01', '2022-02-30');
    await expect(loadReferenceData(root)).rejects.toThrow(
      /data\/codebook\.csv, line 2, column polarity: "2": write 1[^]*data\/judgements\.csv, line 2, column higher_from: "2022-02-30"/,
    );
  });

  it('leaves a faulty model out, says so, and keeps serving the last good version', async () => {
    const baseline = JSON.parse(await readFile(join(root, 'models/definitions/baseline.json'), 'utf8'));
    const write = (file: string, model: unknown) =>
      writeFile(join(root, 'models/definitions', file), JSON.stringify(model));
    const second = {
      ...baseline,
      version: 2,
      scale: 50,
      changelog: [...baseline.changelog, { version: 2, date: '2026-01-01', text: 'Flatter.' }],
    };
    await write('baseline-2.json', second);
    await write('baseline-3.json', {
      ...second,
      version: 3,
      types: { ...second.types, sanction: { weight: -1, holdDays: 0, halfLifeDays: 1 } },
    });
    await write('baseline-again.json', { ...baseline, scale: 41 });
    await writeFile(join(root, 'models/definitions/broken.json'), '{');
    const { models, modelFaults } = await loadReferenceData(root);
    expect(models.map(({ definition }) => [definition.name, definition.version])).toEqual([
      ['baseline', 2],
      ['baseline', 1],
    ]);
    expect(modelFaults.map(({ name }) => name)).toEqual(['baseline', 'baseline', 'broken']);
    expect(modelFaults[0]!.message).toMatch(/^models\/definitions\/baseline-3\.json, types\.sanction\.weight: /);
    expect(modelFaults[1]!.message).toMatch(
      /baseline-again\.json: baseline version 1 stands with other numbers in .*baseline\.json/,
    );
    expect(modelFaults[2]!.message).toMatch(/broken\.json is not JSON/);
  });
});
