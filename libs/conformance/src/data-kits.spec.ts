import { afterAll, describe, expect, it } from '@jest/globals';
import { brokenEvaluators } from './fakes/broken-evaluators.js';
import {
  brokenDocuments,
  brokenSources,
  closeForgotten,
  honestMalformed,
  honestSource,
  honestText,
} from './fakes/broken-sources.js';
import { tinyExam } from './fakes/tiny-exam.js';
import { describeEvaluator, evaluatorChecks } from './evaluator/describe-evaluator.js';
import { antiOracle, oracle, type EvaluatorSubject } from './evaluator/subject.js';
import { BrokenPromiseError } from './kit/assertions.js';
import { servicesIn } from './kit/services.js';
import { describeInstructionSource, describeTextSource } from './source/describe-instruction-source.js';
import { sourceChecks, textChecks } from './source/source-checks.js';
import type { SourceSubject } from './source/subject.js';

const services = servicesIn('/');
afterAll(closeForgotten);

describeEvaluator({ title: 'tiny exam', evaluator: () => tinyExam({}) });
describeInstructionSource({
  title: 'tiny',
  source: honestSource,
  count: 4,
  malformed: { source: () => honestMalformed().source, at: honestMalformed().at },
});
describeTextSource({ title: 'tiny text', source: honestText, count: 4 });

describe('a broken benchmark fails the check', () => {
  it.each(evaluatorChecks.map((check) => [check.name, check] as const))('%s', async (name, check) => {
    const subject: EvaluatorSubject = {
      evaluator: brokenEvaluators[name]!(),
      services,
      right: oracle,
      wrong: antiOracle,
    };
    await expect((async () => check.run(subject))()).rejects.toThrow(BrokenPromiseError);
  });

  it('for every check there is one', () => {
    expect(Object.keys(brokenEvaluators).sort()).toEqual(evaluatorChecks.map(({ name }) => name).sort());
  });
});

describe('a broken data set fails the check', () => {
  const honest = (): SourceSubject => ({ source: honestSource(), services, count: 4, malformed: honestMalformed() });

  it.each(sourceChecks.map((check) => [check.name, check] as const))('%s', async (name, check) => {
    const subject = { ...honest(), ...brokenSources[name]!() };
    await expect((async () => check.run(subject))()).rejects.toThrow(BrokenPromiseError);
  });

  it('for every check there is one', () => {
    expect(Object.keys(brokenSources).sort()).toEqual(sourceChecks.map(({ name }) => name).sort());
  });

  it.each([
    ['holds no text', brokenDocuments],
    ['is a conversation', honestSource],
  ])('a document that %s', async (_how, source) => {
    const check = textChecks.find(({ name }) => name === 'has text in every document')!;
    await expect((async () => check.run({ ...honest(), source: source() }))()).rejects.toThrow(BrokenPromiseError);
  });

  it.each([
    ['that is read without a word', honestSource()],
    ['that throws anything', { ...honestSource(), conversations: () => { throw new TypeError('x'); } }], // prettier-ignore
  ])('a malformed row %s', async (_how, source) => {
    const check = sourceChecks.find(({ name }) => name.startsWith('names file and line'))!;
    const run = async () => check.run({ ...honest(), malformed: { source, at: 'rows.json:2' } });
    await expect(run()).rejects.toThrow(BrokenPromiseError);
  });
});
