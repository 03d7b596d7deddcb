import { describe, expect, it } from 'vitest';
import { toIsoDate } from '../../models/calendar.ts';
import { missingDays, readHistoryLists, readQuarterHourList } from '../../server/feeds/gdeltLists.ts';
import { quarterHourGaps } from './quarterHourGaps.ts';

const MD5 = '297a16b493de7cf6ca809a7cc31d0b93';
const line = (stamp: string, table = 'export.CSV'): string =>
  `150383 ${MD5} http://data.gdeltproject.org/gdeltv2/${stamp}.${table}.zip`;

describe('a list of GDELT 2.0', () => {
  it('such as lastupdate.txt names three tables of a quarter of an hour', () => {
    const { files, faults } = readQuarterHourList(
      `${line('20261123184500')}\n${line('20261123184500', 'mentions.CSV')}\n${line('20261123184500', 'gkg.csv')}\n`,
    );
    expect(faults).toEqual([]);
    expect(files.map(({ table }) => table)).toEqual(['export', 'mentions', 'gkg']);
    expect(files[0]).toEqual({
      name: '20261123184500.export.CSV.zip',
      sizeBytes: 150_383,
      md5: MD5,
      url: 'http://data.gdeltproject.org/gdeltv2/20261123184500.export.CSV.zip',
      table: 'export',
      stamp: '20261123184500',
      publishedAt: Date.UTC(2026, 10, 23, 18, 45),
    });
  });

  it.each([
    ['without a size', `${MD5} http://data.gdeltproject.org/gdeltv2/20150218230000.export.CSV.zip`],
    ['with a short md5', '150383 297a http://data.gdeltproject.org/gdeltv2/20150218230000.export.CSV.zip'],
    ['with another name', `1 ${MD5} http://data.gdeltproject.org/gdeltv2/readme.zip`],
    ['of no moment', line('20150230250000')],
    ['of another protocol', `1 ${MD5} file:///etc/20150218230000.export.CSV.zip`],
    ['of a web page', '<!DOCTYPE html>'],
  ])('keeps its good lines when one is %s', (_, bad) => {
    const { files, faults } = readQuarterHourList([line('20150218230000'), bad, line('20150218231500')].join('\r\n'));
    expect(files).toHaveLength(2);
    expect(faults).toMatchObject([{ line: 2, text: bad }]);
  });

  it('shows its gaps whatever its order and its repetitions', () => {
    const { files } = readQuarterHourList(
      ['20150218233000', '20150218230000', '20150219000000', '20150219000000', '20150219003000']
        .map((stamp) => line(stamp))
        .join('\n'),
    );
    expect(quarterHourGaps(files, 'export').map(({ missing }) => missing)).toEqual([1, 1, 1]);
    expect(quarterHourGaps(files, 'mentions')).toEqual([]);
  });
});

describe('the lists of GDELT 1.0', () => {
  const names = ['1979.zip', '200602.zip', '20130401.export.CSV.zip', '20130404.export.CSV.zip'];
  const md5s = names.map((name) => `${MD5}  ${name}`).join('\n');

  it('say which days a file covers, and which have none', () => {
    const { files } = readHistoryLists(names.map((name) => `100 ${name}`).join('\n'), md5s);
    expect(files.map(({ period, firstDay, lastDay }) => [period, toIsoDate(firstDay), toIsoDate(lastDay)])).toEqual([
      ['year', '1979-01-01', '1979-12-31'],
      ['month', '2006-02-01', '2006-02-28'],
      ['day', '2013-04-01', '2013-04-01'],
      ['day', '2013-04-04', '2013-04-04'],
    ]);
    expect(missingDays(files).map(toIsoDate)).toEqual(['2013-04-02', '2013-04-03']);
  });

  it('keep apart what is no events, and fault what cannot be checked', () => {
    const list = readHistoryLists('100 1979.zip\n100 GDELT.MASTER.zip\n100 1980.zip\nnonsense line here\n', md5s);
    expect(list.files.map(({ name }) => name)).toEqual(['1979.zip']);
    expect(list.others).toEqual(['GDELT.MASTER.zip']);
    expect(list.faults.map(({ line: at }) => at)).toEqual([3, 4]);
  });
});
