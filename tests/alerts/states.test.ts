/** What is known of rules and subjects, on both engines: it is read as it was written, however much of it. */
import { expect, it } from 'vitest';
import { readRuleStates, readStates, type StateChange, writeStates } from '../../server/alerts/states.ts';
import { migrate } from '../../server/store/migrate.ts';
import { describeStores } from '../store/stores.ts';

describeStores('states of rules', ({ database }) => {
  it('are read as they were written, of rules as wholes and of subjects, and those that are empty are gone', async () => {
    await migrate(database());
    const write = (changes: readonly StateChange[]): Promise<void> =>
      database().transaction((tx) => writeStates(tx, changes));
    await write([{ rule: 'alone', subject: '', state: { condition: 'a', heldBack: 1 } }]);
    const many = Array.from({ length: 700 }, (_, i): StateChange => ({
      rule: `rule-${i}`,
      subject: i % 2 === 0 ? '' : 'KOR-RUS',
      state: { silentUntil: `$1 'quoted', "한국" \\ \u001f ${i}` },
    }));
    await write(many);
    await write([
      { rule: 'rule-0', subject: '', state: { heldBack: 2 } },
      { rule: 'rule-1', subject: 'KOR-RUS', state: {} },
    ]);
    const states = await readStates(database());
    expect(states.size).toBe(700);
    expect(states.get('alone ')).toEqual({ condition: 'a', heldBack: 1 });
    expect(states.get('rule-0 ')).toEqual({ heldBack: 2 });
    expect(states.get('rule-1 KOR-RUS')).toBeUndefined();
    for (const { rule, subject, state } of many.slice(2)) expect(states.get(`${rule} ${subject}`)).toEqual(state);
    // Of a few rules by name, of many all.
    expect([...(await readRuleStates(database(), ['alone', 'rule-3', 'none'])).keys()]).toEqual(['alone']);
    expect(
      (
        await readRuleStates(
          database(),
          many.map(({ rule }) => rule),
        )
      ).size,
    ).toBe(351);
  });
});
