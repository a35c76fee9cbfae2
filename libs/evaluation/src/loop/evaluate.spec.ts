import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  CannotWriteError,
  DataFormatError,
  defineEvaluator,
  StudyError,
  UnreadableTextError,
  WeitiaoError,
  type Subject,
} from '@weitiao/core';
import { z } from 'zod';
import { exam } from '../__fixtures__/exam.js';
import { PlainSubject } from '../__fixtures__/subjects.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { evaluate, readRows, type EvaluateOptions, type EvaluationEvent } from '../index.js';

const folder = temporaryFolder();
let files = 0;
const newFile = () => join(folder, `evaluations/${++files}.jsonl`);
const small = { scoringBatch: 4, generationBatch: 3 } satisfies EvaluateOptions;
const mixed = exam({ choices: 10, texts: 8 });

async function eventsOf(subject: Subject, options: EvaluateOptions): Promise<EvaluationEvent[]> {
  const run = evaluate(subject, mixed, options);
  const events: EvaluationEvent[] = [];
  run.events.subscribe((event) => events.push(event));
  await run;
  return events;
}

describe('evaluate', () => {
  it('gives a row an item, in their order, with what was answered and the verdict', async () => {
    const { rows, asked, outcome } = await evaluate(new PlainSubject('model'), mixed, small);
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 18 }, (_, index) => `q${index}`));
    expect([asked, outcome]).toEqual([['generation', 'option log-likelihood'], 'done']);
    const likeliest = rows[1]!.answer;
    if (!('choice' in likeliest)) throw new Error('a choice was wanted');
    expect(likeliest.logProbabilities[likeliest.choice]).toBe(Math.max(...likeliest.logProbabilities));
    expect(rows[10]).toEqual({ id: 'q10', group: '法律', answer: { text: 'model 1 0 question 10 3' }, score: 0.5 });
    expect(rows[17]).toMatchObject({ score: null, note: 'unreadable' });
  });

  it('tells what happens', async () => {
    const events = await eventsOf(new PlainSubject('model'), small);
    expect(events[0]).toEqual({ type: 'evaluation-start', benchmark: 'exam', version: '1' });
    expect(events[3]).toMatchObject({ type: 'item-end', id: 'q2', done: 3, from: 'subject' });
    expect(events.at(-1)).toEqual({ type: 'evaluation-end', outcome: 'done', items: 18, unparsed: 1, asked: 18 });
  });

  it('asks questions of one kind together, so many at once', async () => {
    const sizes: number[] = [];
    const plain = new PlainSubject('model');
    const counting: Subject = {
      identity: 'model',
      generate: (conversations, how) => (sizes.push(conversations.length), plain.generate(conversations, how)),
      score: (questions) => (sizes.push(questions.length), plain.score(questions)),
    };
    await evaluate(counting, mixed, small);
    expect(sizes).toEqual([4, 4, 2, 3, 3, 2]);
  });

  it('lets the benchmark decide how texts are generated, then the caller', async () => {
    const greedy = { ...mixed, generation: { temperature: 0.5, seed: undefined as unknown as number } };
    const { rows } = await evaluate(new PlainSubject('model'), greedy, { generation: { temperature: 1, seed: 9 } });
    expect(rows[10]!.answer).toEqual({ text: 'model 9 0.5 question 10 8' });
  });
});

describe('rows on disk', () => {
  it('are the rows, one line an item with sorted keys, the same for every run', async () => {
    const [one, two] = [newFile(), newFile()];
    const { rows } = await evaluate(new PlainSubject('model'), mixed, { ...small, rows: one });
    await evaluate(new PlainSubject('model'), mixed, { ...small, rows: two, gradingAtOnce: 1 });
    expect(readFileSync(two, 'utf8')).toBe(readFileSync(one, 'utf8'));
    expect(await readRows(one)).toEqual(rows);
    const keys = Object.keys(JSON.parse(readFileSync(one, 'utf8').split('\n')[17]!) as object);
    expect(keys).toEqual(['answer', 'group', 'id', 'note', 'score', 'sum']);
  });

  it('are not done again', async () => {
    const rows = newFile();
    const first = await evaluate(new PlainSubject('model'), mixed, { ...small, rows });
    const again = new PlainSubject('model');
    const ungraded = { ...mixed, grade: () => Promise.reject(new Error('graded again')) };
    expect(await evaluate(again, ungraded, { ...small, rows })).toEqual(first);
    expect(again.asked).toEqual([]);
  });

  it.each([1, 3, 4, 7, 11, 14, 17])('after a stop at answer %i end as without it, byte for byte', async (stopAt) => {
    const [whole, resumed] = [newFile(), newFile()];
    await evaluate(new PlainSubject('model'), mixed, { ...small, rows: whole });
    const stopped = evaluate(new PlainSubject('model', (count) => count === stopAt && void stopped.stop()), mixed, {
      ...small,
      rows: resumed,
    });
    expect((await stopped).outcome).toBe('stopped');
    expect((await stopped).rows.length).toBeLessThanOrEqual(stopAt);
    const next = new PlainSubject('model');
    const { outcome, rows } = await evaluate(next, mixed, { ...small, rows: resumed });
    expect([outcome, rows.length]).toEqual(['done', 18]);
    expect(readFileSync(resumed, 'utf8')).toBe(readFileSync(whole, 'utf8'));
    // Whole batches are not asked again.
    expect(next.asked.length).toBeLessThan(18 - stopAt + 5);
  });

  it('are done to the item where answers do not depend on what is asked together', async () => {
    const rows = newFile();
    const options = { ...small, rows, independentAnswers: true, cache: join(folder, 'independent') };
    const stopped = evaluate(new PlainSubject('model', (count) => count === 6 && void stopped.stop()), mixed, options);
    await stopped;
    const next = new PlainSubject('model');
    await evaluate(next, mixed, options);
    expect(next.asked).toHaveLength(12);
  });

  const damages: [string, (text: string) => string][] = [
    ['was cut off', (text) => text.slice(0, -30)],
    ['has a changed score', (text) => text.replace('"score":0.5', '"score":1')],
    ['has a changed answer', (text) => text.replace('question 12', 'question 13')],
    ['lost a line', (text) => text.split('\n').toSpliced(5, 1).join('\n')],
    ['has two lines in another order', (text) => text.split('\n').toSpliced(5, 2, ...text.split('\n').slice(5, 7).reverse()).join('\n')], // prettier-ignore
    ['has a line that is no JSON', (text) => text.replace('"id":"q3"', '"id":q3')],
    ['has lines of something else behind it', (text) => `${text}{"id":"q18"}\n`],
    ['is something else', () => 'not rows at all\n'],
  ];
  it.each(damages)('are mended where the file %s', async (_how, damage) => {
    const rows = newFile();
    const first = await evaluate(new PlainSubject('model'), mixed, { ...small, rows });
    const whole = readFileSync(rows, 'utf8');
    writeFileSync(rows, damage(whole));
    expect(readFileSync(rows, 'utf8')).not.toBe(whole);
    expect(await evaluate(new PlainSubject('model'), mixed, { ...small, rows })).toEqual(first);
    expect(readFileSync(rows, 'utf8')).toBe(whole);
  });

  it('of another subject are not taken', async () => {
    const [rows, other] = [newFile(), newFile()];
    await evaluate(new PlainSubject('model'), mixed, { ...small, rows });
    await evaluate(new PlainSubject('other'), mixed, { ...small, rows });
    await evaluate(new PlainSubject('other'), mixed, { ...small, rows: other });
    expect(readFileSync(rows, 'utf8')).toBe(readFileSync(other, 'utf8'));
  });

  it('tell where they cannot be written', async () => {
    const blocked = newFile();
    await evaluate(new PlainSubject('model'), mixed, { ...small, rows: blocked });
    const below = evaluate(new PlainSubject('model'), mixed, { ...small, rows: join(blocked, 'x.jsonl') });
    await expect(below).rejects.toThrow(CannotWriteError);
    const cached = evaluate(new PlainSubject('model'), mixed, { ...small, cache: join(blocked, 'cache') });
    await expect(cached).rejects.toThrow(/^Cannot write .*: a part of that path is a file/);
  });

  it('that are damaged are named by readRows', async () => {
    const rows = newFile();
    await evaluate(new PlainSubject('model'), mixed, { ...small, rows });
    appendFileSync(rows, '{"id":"q18"}\n');
    await expect(readRows(rows)).rejects.toThrow(new RegExp(`${rows}:19: this is no row of an evaluation`));
  });
});

describe('a subject or benchmark that does not keep its word', () => {
  const asking = (subject: Partial<Subject>) => evaluate({ identity: 'x', ...subject } as Subject, exam({}));

  it('has no likelihoods', async () => {
    await expect(asking({})).rejects.toThrow(StudyError);
    await expect(asking({})).rejects.toThrow(
      /Benchmark exam compares the likelihoods of options, and this subject gives/,
    );
  });

  it('gives too few answers, too few numbers, or none that are numbers', async () => {
    await expect(asking({ score: async function* () {} })).rejects.toThrow(
      'The subject gave 0 answers to 10 questions.',
    );
    const scoring = (numbers: number[]) => ({
      async *score() {
        yield numbers;
      },
    });
    await expect(asking(scoring([-1, -2]))).rejects.toThrow(
      /log-probabilities -1, -2 for question q0; 4 finite numbers/,
    );
    await expect(asking(scoring([-1, -2, -3, NaN]))).rejects.toThrow(WeitiaoError);
  });

  it('grades with a score that is none, or gives two items one id', async () => {
    const grading = { ...exam({}), grade: () => ({ score: 5 }) };
    await expect(evaluate(new PlainSubject('x'), grading)).rejects.toThrow(
      'Benchmark exam gave item q0 the score 5; a number from 0 to 1 was wanted, or null where the answer cannot be read.',
    );
    const twice = defineEvaluator({
      name: 'twice',
      version: '1',
      options: z.strictObject({}),
      async *items() {
        const item = { id: 'same', group: 'g', conversation: { turns: [] } };
        yield* [item, item];
      },
      grade: () => ({ score: 1 }),
    });
    await expect(evaluate(new PlainSubject('x'), twice({}))).rejects.toThrow(DataFormatError);
    expect(() => evaluate(new PlainSubject('x'), exam({}), { scoringBatch: 0 })).toThrow(
      'evaluate: "scoringBatch" is 0; a whole number from 1 was wanted.',
    );
  });

  it('has a question that the subject cannot read, which is named by its id', async () => {
    const plain = new PlainSubject('model');
    const fails = () => {
      throw new UnreadableTextError(2, 'question 2', 'it is too long.');
    };
    const neverScores: Subject = { ...plain, identity: 'a', generate: fails, score: plain.score.bind(plain) };
    const neverWrites: Subject = { ...plain, identity: 'b', generate: plain.generate.bind(plain), score: fails };
    await expect(evaluate(neverWrites, mixed, small)).rejects.toThrow(
      /^benchmark exam, question q2: it is too long\.$/,
    );
    await expect(evaluate(neverScores, mixed, small)).rejects.toThrow(
      /^benchmark exam, question q12: it is too long\.$/,
    );
  });

  it('fails in the middle: rows before it stay', async () => {
    const rows = newFile();
    const failing = {
      ...mixed,
      grade: (item: { id: string }) => (item.id === 'q6' ? Promise.reject(new Error('judge is gone')) : { score: 1 }),
    };
    await expect(evaluate(new PlainSubject('x'), failing, { ...small, rows })).rejects.toThrow('judge is gone');
    expect(await readRows(rows)).toHaveLength(6);
  });
});
