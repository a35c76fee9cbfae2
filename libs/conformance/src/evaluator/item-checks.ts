import { evaluate, scoreSections } from '@weitiao/evaluation';
import { assert } from '../kit/assertions.js';
import { isJson } from '../kit/services.js';
import { guesser } from './guesser.js';
import { itemsOf, type EvaluatorCheck } from './subject.js';

/** What a benchmark asks. */
export const itemChecks: readonly EvaluatorCheck[] = [
  {
    name: 'has a version',
    run: ({ evaluator: { version } }) =>
      assert(typeof version === 'string' && version.trim() !== '', 'the version is empty; caches are keyed by it'),
  },
  {
    name: 'has items with ids of their own',
    async run(subject) {
      const ids = (await itemsOf(subject)).map(({ id }) => id);
      assert(ids.length > 0, 'there are no items');
      const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
      assert(twice.length === 0, `ids of more than one item: ${twice.slice(0, 5).join(', ')}`);
    },
  },
  {
    name: 'asks something with every item',
    async run(subject) {
      for (const { id, conversation, options } of await itemsOf(subject)) {
        const last = conversation.turns.at(-1);
        assert(last?.role === 'user' && last.content.trim() !== '', `item ${id} does not end with a question`);
        assert(options === undefined || options.length > 1, `item ${id} has ${options?.length} options`);
        assert(new Set(options).size === (options?.length ?? 0), `item ${id} has an option twice`);
      }
    },
  },
  {
    name: 'gives the same items in the same order twice',
    async run(subject) {
      const read = async () => JSON.stringify(await itemsOf(subject));
      assert((await read()) === (await read()), 'a second reading gives other items');
    },
  },
  {
    name: 'counts every item in one group',
    async run(subject) {
      const { evaluator, services } = subject;
      const scores = await evaluate(guesser(1), evaluator, { services });
      const groups = new Set(scores.rows.map(({ group }) => group));
      for (const group of groups)
        assert(typeof group === 'string' && group.trim() !== '', `${JSON.stringify(group)} is no name of a group`);
      const sections = scoreSections([scores], { by: 'group' });
      const sizes = sections.flatMap(({ section, estimate }) => (section.kind === 'group' ? [estimate] : []));
      const all = sections.find(({ section }) => section.label === 'all')!.estimate;
      const counted = sizes.reduce((sum, { items, unparsed }) => sum + items + unparsed, 0);
      const wanted = all.items + all.unparsed;
      assert(groups.size === 1 || counted === wanted, `groups have ${counted} items, all of them ${wanted}`);
      assert(wanted === (await itemsOf(subject)).length, 'not every item has a row');
    },
  },
  {
    name: 'has items that JSON can keep',
    async run(subject) {
      const items = await itemsOf(subject);
      const bad = items.find((item) => !isJson(item));
      assert(bad === undefined, `item ${bad?.id} holds something that JSON does not keep`);
    },
  },
];
