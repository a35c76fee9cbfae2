import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { plugins } from '../__fixtures__/trial-folder.js';
import { StudyFolder } from '../__fixtures__/study-folder.js';
import { planStudy } from './plan-study.js';
import type { StudyPlan } from './study-plan.js';

let folder: StudyFolder;
beforeEach(() => void (folder = new StudyFolder()));
afterEach(() => folder[Symbol.dispose]());

const named = ({ trials }: StudyPlan) =>
  trials.map(({ cell: { arm, seed } }) => `${arm.model} ${arm.method} ${arm.data} ${arm.template} ${seed}`);

describe('the plan of a study', () => {
  it('crosses what the grid names; other axes take their first entry, and the untuned model has one seed', async () => {
    const plan = await folder.planStudy({
      grid: { methods: 'all', templates: ['alpaca-zh', 'alpaca'], seeds: [1, 2] },
    });
    expect(named(plan)).toEqual([
      'small untuned rows alpaca-zh 1',
      'small untuned rows alpaca 1',
      'small lora rows alpaca-zh 1',
      'small lora rows alpaca-zh 2',
      'small lora rows alpaca 1',
      'small lora rows alpaca 2',
    ]);
    expect(new Set(plan.trials.map(({ manifest }) => manifest.id)).size).toBe(6);
    expect((await folder.planStudy()).trials[0]!.manifest.trial).toMatchObject({
      method: 'none',
      train: { template: 'alpaca-zh' },
    });
  });

  it('is the same twice, and runs equal trials once', async () => {
    const methods = { lora: { use: 'lora', rank: 2, targetModules: ['query_key_value'] } };
    const twice = { ...methods, again: { ...methods.lora } };
    const [one, other] = [
      await folder.planStudy({ methods }),
      await folder.planStudy({ methods: twice, grid: { methods: 'all' } }),
    ];
    expect(other.trials.map(({ manifest }) => manifest.id)).toEqual(one.trials.map(({ manifest }) => manifest.id));
  });

  it('mixes by shares, asks once a protocol, and gives each method its rate', async () => {
    const plan = await folder.planStudy({
      data: { rows: { use: 'alpaca', from: 'rows.json' }, both: { mix: { rows: 0.75, more: { use: 'starter-zh' } } } },
      train: { learningRate: { lora: 2e-3 } },
      grid: { methods: ['lora'], data: ['both'] },
      benchmarks: { exam: { ...folder.exam, protocols: ['controlled', 'as-published'] } },
    });
    expect(plan.trials[0]!.manifest.trial).toMatchObject({
      data: { mix: { rows: { share: 0.75, use: 'alpaca' }, more: { share: 0.25, use: 'starter-zh' } } },
      train: { learningRate: 2e-3 },
      benchmarks: {
        'exam-controlled': { protocol: 'controlled' },
        'exam-as-published': { protocol: 'as-published', maxNewTokens: 512 },
      },
    });
  });

  it.each([
    [
      'an option that a method does not have',
      { methods: { lora: { use: 'lora', rnak: 2 } } },
      /study\.json:\d+:\d+ {2}methods\.lora\.rnak\n {2}@weitiao\/peft-lora has no option "rnak"\. Did you mean "rank"\?\n {2}Options: (.|\n)*\n {2}2 of 2 trials use this method\. Nothing was started\.$/,
    ],
    [
      'targets that the model does not have',
      { methods: { untuned: 'none', lora: { use: 'lora', targetModules: ['q_proj'] } }, grid: { methods: 'all' } },
      /methods\.lora\.targetModules\n {2}"q_proj" matches no linear layer or embedding of this model\.\n {2}This model has: (.|\n)*\n {2}q_proj is LLaMA's name; this model's fused projection is query_key_value\.\n {2}Write: targetModules: \[query_key_value\]\n {2}1 of 2 trials use this method/,
    ],
    [
      'a template that is none',
      { grid: { templates: ['alpaca-hz'] } },
      /grid\.templates\n {2}.*Did you mean "alpaca-zh"\?/,
    ],
    [
      'a plugin that is not installed',
      { data: { rows: { use: '@lab/rows' } } },
      /data\.rows\.use\n {2}"@lab\/rows" is not installed/,
    ],
    [
      'an option of a benchmark',
      { benchmarks: { exam: { use: 'mmcu', form: 'x' } } },
      /benchmarks\.exam\.form\n {2}@weitiao\/benchmark-mmcu has no option "form"/,
    ],
  ])('with %s says where, what, and that nothing was started', async (_, changes, message) => {
    await expect(folder.planStudy({ grid: { seeds: [1, 2], methods: 'all' }, ...changes })).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(message) as unknown,
    });
  });

  it('with a faulty row of data says where, what, and that nothing was started', async () => {
    folder.write('bad.csv', '问题,回答\n一加一？,二。\n一加二？,\n');
    const bad = { use: 'table', from: 'bad.csv', columns: { user: '问题', assistant: '回答' } };
    const data = { rows: { use: 'alpaca', from: 'rows.json' }, bad };
    await expect(folder.planStudy({ data, grid: { methods: 'all', data: 'all' } })).rejects.toMatchObject({
      exitCode: 65,
      message: [
        'bad.csv:3  column 回答',
        '  Empty reply: this row would train on nothing. 1 of 2 rows.',
        '  Fill it, or say onBadRow: skip (skipped rows are counted in the report).',
        '  2 of 4 trials use this data. Nothing was started.',
      ].join('\n'),
    });
    const skipping = { ...data, bad: { ...bad, onBadRow: 'skip' } };
    expect((await folder.planStudy({ data: skipping, grid: { data: 'all' } })).trials).toHaveLength(2);
  });

  it('without a row, or with none left to train on, says so', async () => {
    folder.write('empty.csv', '问题,回答\n');
    const empty = { use: 'table', from: 'empty.csv', columns: { user: '问题', assistant: '回答' } };
    await expect(folder.planStudy({ data: { empty } })).rejects.toMatchObject({
      exitCode: 65,
      message: expect.stringMatching(/^data set table: holds no rows; .*\n {2}1 of 1 trials/) as unknown,
    });
    const heldOut = { rows: 12, everySteps: 1 };
    await expect(folder.planStudy({ train: { heldOut } })).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(/12 rows are to be held out, and there are 12\. Lower/) as unknown,
    });
    expect((await folder.planStudy({ train: { heldOut: { ...heldOut, rows: 11 } } })).trials).toHaveLength(1);
  });

  it('needs no file', async () => {
    const plan = await planStudy(folder.defined(), plugins);
    expect(plan.trials.map(({ manifest }) => manifest.id)).toEqual(
      (await folder.planStudy()).trials.map(({ manifest }) => manifest.id),
    );
  });
});
