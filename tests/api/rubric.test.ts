import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { rubricOf } from '../../server/rubric.ts';

describe('the rubric', () => {
  it('has five levels of every type but those that follow the whole scale', async () => {
    const { rubric, codebook } = await loadReferenceData(projectRoot());
    expect(rubric.scale).toEqual([
      'routine or symbolic',
      'limited',
      'serious, the normal level of a well-reported act',
      'major',
      'extreme or historic for the type',
    ]);
    expect(rubric.levels.get('summons')?.[2]).toBe('ambassador on a named grievance');
    expect(rubric.levels.get('trade_restriction')).toEqual(rubric.levels.get('sanction'));
    expect([...codebook.keys()].filter((type) => !rubric.levels.has(type))).toEqual([
      'legal_case',
      'legislation',
      'demolition',
      'militant_attack',
      'cyber',
      'other',
    ]);
  });

  it('names the line that cannot be read, and goes without a row for a type of one’s own', async () => {
    const text = await readFile(join(projectRoot(), 'data/severity.md'), 'utf8');
    const faults: string[] = [];
    rubricOf(text.replace('| summons |', '| sumons |'), ['summons', 'boycott'], faults);
    expect(faults).toContain('data/severity.md, line 9: "sumons" is no type of data/codebook.csv.');
    expect(faults.some((fault) => fault.includes('boycott'))).toBe(false);
  });
});
