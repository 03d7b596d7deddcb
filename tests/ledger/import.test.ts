import { expect, it } from 'vitest';
import { day, describeLedgers, shippedFiles } from './ledgers.ts';

describeLedgers('importing', (current) => {
  it('takes the shipped events, all of them, and changes nothing the second time', async () => {
    const totals = async () => {
      const sum = { rows: 0, created: 0, unchanged: 0, revised: 0, faulty: 0 };
      for (const file of await shippedFiles()) {
        const report = await current.ledger.import({ ...file, format: 'csv', recordedBy: 'tester', dryRun: false });
        for (const key of ['rows', 'created', 'unchanged', 'revised', 'faulty'] as const) sum[key] += report[key];
        expect(report.faults).toEqual([]);
      }
      return sum;
    };
    expect(await totals()).toEqual({ rows: 931, created: 931, unchanged: 0, revised: 0, faulty: 0 });
    const watermark = await current.ledger.watermark();
    expect(await totals()).toEqual({ rows: 931, created: 0, unchanged: 931, revised: 0, faulty: 0 });
    expect(await current.ledger.watermark()).toEqual(watermark);
    expect(await current.database.query('select count(*) as n, count(distinct import_id) as imports from event_revision')).toEqual([{ n: 931, imports: 9 }]);
    const dyads = await current.ledger.dyads();
    expect(dyads).toHaveLength(9);
    expect(dyads.find((one) => one.dyad === 'KOR-RUS')).toMatchObject({ firstDay: day('1990-06-04') });
  });
});
