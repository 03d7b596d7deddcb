import { beforeEach, describe, expect, it, vi } from 'vitest';
import { canonicalView, type DyadView, readViewCode, viewCode } from '../../client/charts/view.ts';
import { type LoadedModel, modelHash } from '../../models/model.ts';
import { migrate } from '../../server/store/migrate.ts';
import { CodeTaken, openViews, type Views } from '../../server/views/views.ts';
import { baselineFile } from '../models/shipped.ts';
import { entriesOf } from '../ledger/auditEntries.ts';
import { describeStores } from '../store/stores.ts';

const definition = baselineFile();
const baseline: LoadedModel = { definition, hash: modelHash(definition) };

const VIEW: DyadView = {
  kind: 'dyad',
  dyad: 'KOR-RUS',
  from: '2024-01-01',
  to: '2024-04-05',
  step: 'day',
  direction: 'both',
  model: `baseline@${baseline.hash}`,
  asOf: '2026-11-23T12:00:00.000Z',
  title: 'Séoul – 모스크바 "quoted" \\ \u{1F54A}',
};

describeStores('pinned views', (store) => {
  let clock: Date;
  let views: Views;
  beforeEach(async () => {
    clock = new Date('2026-11-23T12:00:00.123Z');
    await migrate(store.database());
    views = await openViews({ database: store.database(), now: () => clock });
  });

  it('a view that was pinned is read back as it was, whatever the order of its fields, also by the next process', async () => {
    expect(await views.pin(VIEW, [baseline])).toEqual({
      code: viewCode(VIEW),
      view: VIEW,
      createdAt: clock,
      isNew: true,
    });
    const again = await openViews({ database: await store.again(), now: () => clock });
    const read = await again.read(viewCode(VIEW));
    expect(read).toEqual({ code: viewCode(VIEW), view: VIEW, createdAt: clock });
    expect(canonicalView(read!.view)).toBe(
      canonicalView(Object.fromEntries(Object.entries(VIEW).toReversed()) as unknown as DyadView),
    );
  });

  it('pinning again changes nothing: the first moment stays', async () => {
    const first = await views.pin(VIEW, [baseline]);
    clock = new Date('2027-01-01T00:00:00.000Z');
    expect(await views.pin({ ...VIEW, marking: undefined }, [baseline])).toEqual({ ...first, isNew: false });
    expect(await store.database().query('select count(*) as n from pinned_view')).toEqual([{ n: 1 }]);
    expect(await store.database().query('select count(*) as n from view_model')).toEqual([{ n: 1 }]);
  });

  it('kept soon, it is written after all where its first writing broke off, and that is told', async ({ skip }) => {
    const database = store.database();
    if (database.engine === 'DuckDB') return skip('the connection to a file does not break');
    const faults: string[] = [];
    views = await openViews({ database, now: () => clock, onFault: (sentence) => void faults.push(sentence) });
    let release = (): void => undefined;
    let hasBegun = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const begun = new Promise<void>((resolve) => (hasBegun = resolve));
    // Another process writes meanwhile, so that the first try waits for its turn.
    const other = await store.again();
    const writing = other.transaction(async () => {
      hasBegun();
      await held;
    });
    await begun;
    await views.pinSoon(VIEW, [baseline]);
    await vi.waitUntil(
      async () =>
        (
          await database.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
          )
        ).length > 0,
    );
    await vi.waitUntil(() => faults.length > 0);
    expect(faults[0]).toMatch(`The view ${viewCode(VIEW)}, whose picture was drawn, is not kept: `);
    expect(faults[0]).toMatch(/ It is tried again\.$/);
    expect(await views.read(viewCode(VIEW))).toMatchObject({ view: VIEW });
    release();
    await writing;
    await vi.waitUntil(async () => (await database.query('select code from pinned_view')).length === 1, 20_000);
  });

  it('withdrawn, it stands in the audit with who and why; another reason later is refused with what stands', async () => {
    const { code } = await views.pin(VIEW, [baseline], { name: 'A' });
    expect(await views.withdraw('000000000', 'Wrong.', 'B')).toBe(false);
    expect(await views.withdraw(code, 'Wrong.', 'B')).toBe(true);
    expect(await views.withdraw(code, 'Wrong.', 'C')).toBe(true); // asked again after a lost answer
    await expect(views.withdraw(code, 'Another reason.', 'C')).rejects.toThrow(
      `B withdrew the view ${code} on 2026-11-23, and that stands: Wrong.`,
    );
    expect((await views.read(code))?.withdrawn).toEqual({ reason: 'Wrong.', at: clock, by: 'B' });
    expect(await entriesOf(store.database())).toMatchObject([
      {
        at: clock,
        by: 'B',
        action: 'withdraw-view',
        subject: code,
        before: { pinnedAt: clock.toISOString(), pinnedBy: 'A' },
        after: null,
        why: 'Wrong.',
      },
    ]);
  });

  it('pinned by many at once, a view is there once, and one of them was the first', async () => {
    const pinned = await Promise.all(Array.from({ length: 8 }, () => views.pin(VIEW, [baseline])));
    expect(pinned.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await store.database().query('select count(*) as n from pinned_view')).toEqual([{ n: 1 }]);
  });

  it('another view with the same code is refused, and the first one stays', async () => {
    const code = viewCode(VIEW);
    const other = { ...VIEW, to: '2024-04-06' };
    await store
      .database()
      .query('insert into pinned_view (code, view, created_at) values ($1, $2, $3)', [
        code,
        canonicalView(other),
        clock,
      ]);
    await expect(views.pin(VIEW, [baseline])).rejects.toThrow(CodeTaken);
    await expect(views.pin(VIEW, [baseline])).rejects.toThrow(
      `The code ${code} belongs to another view already, pinned on 2026-11-23T12:00:00.123Z`,
    );
    expect((await views.read(code))?.view).toEqual(other);
    expect(await store.database().query('select count(*) as n from view_model')).toEqual([{ n: 0 }]);
  });

  it('another definition under a hash that is kept is refused, with the view that names it', async () => {
    await views.pin(VIEW, [baseline]);
    const forged = { definition: { ...definition, scale: 1 }, hash: baseline.hash };
    const view = { ...VIEW, to: '2024-04-06' };
    await expect(views.pin(view, [forged])).rejects.toThrow(CodeTaken);
    expect(await views.read(viewCode(view))).toBeUndefined();
    expect(views.model(baseline.hash)).toEqual(baseline);
  });

  it('a picture that was drawn is known again, by its first moment, and by no other code or bytes', async () => {
    const digest = 'ab'.repeat(32);
    const code = viewCode(VIEW);
    expect(await views.drawnAt(code, digest)).toBeUndefined();
    await Promise.all([views.rememberPicture(code, digest), views.rememberPicture(code, digest)]);
    const first = clock;
    clock = new Date('2027-01-01T00:00:00.000Z');
    const next = await openViews({ database: await store.again(), now: () => clock });
    await next.rememberPicture(code, digest);
    expect(await next.drawnAt(code, digest)).toEqual(first);
    expect(await next.drawnAt('000000000', digest)).toBeUndefined();
    expect(await next.drawnAt(code, 'cd'.repeat(32))).toBeUndefined();
  });

  it('an unknown code is nothing', async () => {
    expect(await views.read('000000000')).toBeUndefined();
  });

  it('the definition of a model that a view names stays, for the next process and for another server', async () => {
    const server = await openViews({ database: store.database(), now: () => clock });
    expect(server.model(baseline.hash)).toBeUndefined();
    await views.pin(VIEW, [baseline]);
    expect(views.model(baseline.hash)).toEqual(baseline);
    await server.read(viewCode(VIEW));
    expect(server.model(baseline.hash)).toEqual(baseline);
    const next = await openViews({ database: await store.again(), now: () => clock });
    expect(next.model(baseline.hash)).toEqual(baseline);
  });

  it('the definition of a model that a roll-up published is found as well', async () => {
    await store
      .database()
      .query('insert into rollup_model (model_hash, name, version, definition, first_run) values ($1, $2, $3, $4, 1)', [
        baseline.hash,
        'baseline',
        1,
        JSON.stringify(definition),
      ]);
    const next = await openViews({ database: store.database(), now: () => clock });
    expect(next.model(baseline.hash)).toEqual(baseline);
  });
});

describe('the code', () => {
  it('is that of the canonical view: equal views, equal codes', () => {
    expect(viewCode({ ...VIEW })).toBe(
      viewCode(Object.fromEntries(Object.entries(VIEW).toReversed()) as unknown as DyadView),
    );
    expect(viewCode({ ...VIEW, to: '2024-04-06' })).not.toBe(viewCode(VIEW));
  });

  it('has nine plain characters, which programs take into a link, and is read back', () => {
    const codes = Array.from({ length: 200 }, (_, i) => viewCode({ ...VIEW, title: `Title ${i}` }));
    expect(new Set(codes).size).toBe(200);
    for (const code of codes) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{9}$/);
      expect(readViewCode(code.toLowerCase())).toEqual({ code });
    }
  });

  it('is read as people bring it: as it is printed, with blanks and dashes, in full width, in an address on any host', () => {
    const code = viewCode(VIEW);
    const wide = [...code].map((sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0)).join('');
    for (const text of [
      `View ${code}`,
      `view: ${code}`,
      `VIEW CODE ${code}`,
      `보기 ${code}`,
      `보기${code}`,
      `${code}.`,
      `${code}/`,
      `(${code})`,
      `(View ${code}).`,
      `“${code}”`,
      `https://tension.example.org/v/View ${code}`,
      `https://tension.example.org/v/View%20${code}/`,
      `https://tension.example.org/v/%EB%B3%B4%EA%B8%B0%20${code}`,
      ` ${code.slice(0, 3)} ${code.slice(3, 6)}—${code.slice(6)}\n`,
      wide,
      `https://tension.example.org/v/${code}`,
      `http://10.0.0.7:8080/base/v/${code}.png?preset=memo&theme=dark`,
      `<https://tension.example.org/embed/v/${code.toLowerCase()}>, as of today`,
      `https://watch.example.com/?url=https%3A%2F%2Ftension.example.org%2Fv%2F${code}&data=05`,
    ])
      expect(readViewCode(text), text).toEqual({ code });
    expect(readViewCode(`View ${code.slice(1)}`)).toMatchObject({
      kind: 'length',
      fault: expect.stringContaining('has 8 characters'),
    });
    expect(readViewCode('https://tension.example.org/d/KOR-RUS')).toHaveProperty('fault');
  });

  it('does not fit when one character is another, or two have changed places', () => {
    const code = viewCode(VIEW);
    const others = [...code].flatMap((digit, at) =>
      [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
        .filter((other) => other !== digit)
        .map((other) => code.slice(0, at) + other + code.slice(at + 1)),
    );
    const exchanged = [...code]
      .slice(1)
      .map((digit, at) => code.slice(0, at) + digit + code[at]! + code.slice(at + 2))
      .filter((text) => text !== code);
    for (const wrong of [...others, ...exchanged]) expect(readViewCode(wrong), wrong).toHaveProperty('fault');
  });
});
