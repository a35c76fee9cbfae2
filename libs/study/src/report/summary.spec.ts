import { describe, expect, it } from '@jest/globals';
import { reportOf } from './report.js';
import { caveats, facts, findings } from './summary.js';
import { syntheticStudy } from './__fixtures__/synthetic-study.js';

const study = syntheticStudy(160);

describe('findings', () => {
  it('has a sentence an arm and benchmark, and one for the mean of groups only where it says something else', () => {
    const found = findings(reportOf(study));
    expect(found.map(({ title, sentences }) => [title, sentences.map(({ verdict }) => verdict)])).toEqual([
      ['mmcu 1 · controlled', ['higher', 'higher', 'higher']],
      ['belle-eval 2 · judge-reference', ['tie', 'tie', 'tie']],
    ]);
  });

  it('is empty where the baseline alone has answers, and a caveat says so', () => {
    const trials = study.trials.map((trial) =>
      trial.arm.method === 'untuned' ? trial : { ...trial, status: 'failed' as const },
    );
    const report = reportOf({ ...study, trials });
    expect(findings(report)).toEqual([]);
    expect(caveats(report)).toContain('Nothing is compared: beside the baseline, untuned, no arm has answers.');
  });

  it('is empty where the baseline has no answers, and a caveat says so', () => {
    const trials = study.trials.map((trial) =>
      trial.arm.method === 'untuned' ? { ...trial, status: 'planned' as const } : trial,
    );
    const report = reportOf({ ...study, trials });
    expect(findings(report)).toEqual([]);
    expect(caveats(report)).toEqual([
      '3 of 8 trials gave no result; nothing below counts them.',
      'Nothing is compared: the baseline, untuned, has no answers.',
      expect.stringMatching(/^Trained once: full\./),
      expect.stringMatching(/^At the edge of the learning rates that were tried: lora/),
      'Not of the size that was wanted, by more than 5 %: full.',
    ]);
  });
});

describe('facts', () => {
  it('counts arms, trials and benchmarks and names engine and machine', () => {
    expect(facts(reportOf(study))).toEqual([
      '4 arms, 8 trials (7 done), 2 benchmarks.',
      'tensorflow 2.9.1 (2 threads) · 2 × x86-64, 24 GB',
    ]);
  });
});
