import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { TrialFolder } from '../__fixtures__/trial-folder.js';
import { readAttempts } from './read-attempts.js';

let folder: TrialFolder;
beforeEach(() => {
  folder = new TrialFolder();
  mkdirSync(folder.inside('attempts/1'), { recursive: true });
});
afterEach(() => folder[Symbol.dispose]());

it('a process works while it tells so, and not after it has ended', () => {
  expect(readAttempts(folder.path).isAlive).toBe(false);
  folder.write('attempts/1/heartbeat.json', '{}');
  expect(readAttempts(folder.path).isAlive).toBe(true);
  folder.write('attempts/1/usage.json', '{"peakMemoryBytes": 1}');
  expect(readAttempts(folder.path).isAlive).toBe(false);
});

it('a step takes what the middle one took; of a step that was repeated the last time counts', () => {
  const steps = [
    [1, 9],
    [2, 9],
    [2, 0.2],
    [3, 0.1],
    [4, 0.3],
  ].map(([step, seconds]) => `${JSON.stringify({ type: 'step-end', step, loss: 1, seconds })}\n`);
  folder.write('attempts/1/events.jsonl', steps.join(''));
  folder.write('attempts/1/attempt.json', JSON.stringify({ host: 'a', node: 'v20', engine: {} }));
  const { millisecondsPerStep, seconds } = readAttempts(folder.path);
  expect([millisecondsPerStep, seconds]).toEqual([250, expect.closeTo(9.6)]);
});

it('what was warned of in several attempts is noted once', () => {
  const warning = JSON.stringify({ type: 'warning', message: 'mine.csv: 1 of 400 rows skipped.' });
  folder.write('attempts/1/events.jsonl', `${warning}\n${warning}\n{"type":"warn`);
  folder.write('attempts/1/attempt.json', JSON.stringify({ host: 'a', node: 'v20', engine: {} }));
  expect(readAttempts(folder.path).notes).toEqual(['mine.csv: 1 of 400 rows skipped.']);
});
