import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Folder, model, root } from '../__fixtures__/command-line.js';
import { defineStudy, runStudy, type StudyEvent, type StudyInput } from '../index.js';

const isBuilt = existsSync(join(root, 'apps/cli/dist/bin.js'));
let folder: Folder;
beforeAll(() => void (folder = new Folder()));
afterAll(() => folder[Symbol.dispose]());

const small = (changes: Partial<StudyInput> = {}): StudyInput => ({
  study: 'small',
  models: { small: { use: 'bloom', from: model } },
  methods: { untuned: 'none', lora: { use: 'lora', rank: 2, targetModules: ['query_key_value'] } },
  data: { starter: { use: 'starter-zh', rows: 20 } },
  train: {
    template: 'alpaca-zh',
    budget: { steps: 1 },
    examplesPerStep: 2,
    maxLength: 96,
    learningRate: 1e-3,
    threads: 1,
  },
  grid: { methods: 'all' },
  benchmarks: { exam: { use: 'mmcu', from: join(root, 'plugins/datasets/starter-zh/data/exam.json'), rows: 2 } },
  ...changes,
});

describe('a study that a program defines', () => {
  (isBuilt ? it : it.skip)(`is run and reported${isBuilt ? '' : ' (needs npm run build)'}`, async () => {
    const output = folder.inside('runs');
    const events: StudyEvent[] = [];
    const notes: string[] = [];
    const options = {
      output,
      launcher: { use: 'local', maxParallel: 2 },
      warn: (note: string) => void notes.push(note),
    };
    const { ends, report } = await runStudy(defineStudy(small()), {
      ...options,
      tell: (event) => void events.push(event),
    });
    expect(ends).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }]);
    expect(events.filter(({ type }) => type === 'trial-end')).toHaveLength(2);
    expect(report.summary).toMatch(/^exam 1 · controlled .* 8 questions, paired; differences from untuned$/m);
    expect(readFileSync(report.html, 'utf8')).toContain('lora');
    const again = await runStudy(defineStudy(small()), options);
    expect(again.ends).toEqual(ends);
  });

  it('is refused before anything starts when something in it is wrong', async () => {
    // @ts-expect-error a misspelt key is a type error
    expect(() => defineStudy(small({ gird: {} }))).toThrow('A study has no option "gird". Did you mean "grid"?');
    const misspelt = small({ methods: { lora: { use: 'lora', rnak: 2 } } });
    const output = folder.inside('none');
    await expect(runStudy(defineStudy(misspelt), { output })).rejects.toThrow('Did you mean "rank"?');
    await expect(runStudy(defineStudy(misspelt), { output })).rejects.toMatchObject({ exitCode: 64 });
    expect(existsSync(output)).toBe(false);
  });
});
