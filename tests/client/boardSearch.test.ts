import { describe, expect, it } from 'vitest';
import { searched } from '../../client/pages/board/sorting.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { dyadName, loadReferenceData } from '../../server/referenceData.ts';

const reference = await loadReferenceData(projectRoot());
const BOARD = ['GBR-RUS', 'RUS-UKR', 'KOR-RUS', 'KOR-PRK', 'PRK-RUS', 'GRC-TUR', 'CHN-USA', 'EU-RUS', 'DDR-DEU'].map(
  (id) => ({ id, name: dyadName(reference, id) }),
);

describe('the search of the board', () => {
  it.each([
    ['uk russia', 'GBR-RUS'],
    ['ukraine', 'RUS-UKR'],
    ['turkey', 'GRC-TUR'],
    ['dprk rok', 'KOR-PRK'],
    ['seoul moscow', 'KOR-RUS'],
    ['한러', 'KOR-RUS'],
    ['미중', 'CHN-USA'],
    ['north korea', 'KOR-PRK PRK-RUS'],
    ['eu', 'EU-RUS'],
    ['gdr', 'DDR-DEU'],
    ['rusia ukraine', 'RUS-UKR'],
    ['ukr', 'RUS-UKR'],
    ['tur', 'GRC-TUR'],
    ['atlantis', ''],
    ['', BOARD.map(({ id }) => id).join(' ')],
  ])('%j finds %s', (search, dyads) => {
    expect(
      searched(BOARD, search, reference.names)
        .map(({ id }) => id)
        .join(' '),
    ).toBe(dyads);
  });

  it('goes by the words of names and codes until the table of names has come', () => {
    expect(searched(BOARD, 'korea russia', undefined).map(({ id }) => id)).toEqual(['KOR-RUS', 'PRK-RUS']);
  });
});
