import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bestRate, triedRate } from './tried-rates.js';

const failure = { exitCode: 65, message: 'The loss of step 2 is NaN.' };
const tried = (learningRate: number, heldOutLoss?: number) => ({
  id: '',
  learningRate,
  ...(heldOutLoss !== undefined && { heldOutLoss }),
});

describe('the best of the rates that were tried', () => {
  it('has the smallest loss, is the smaller of equals, and none that failed', () => {
    expect(bestRate([tried(1e-4, 3.2), tried(1e-3, 3.1), tried(1e-2, 3.4)])).toBe(1e-3);
    expect(bestRate([tried(1e-3, 3.1), tried(1e-4, 3.1)])).toBe(1e-4);
    expect(bestRate([tried(1e-4, 3.2), { ...tried(1), failure }])).toBe(1e-4);
    expect(bestRate([{ ...tried(1), failure }])).toBeUndefined();
  });

  it('is not known while one is open', () => {
    expect(bestRate([tried(1e-4, 3.2), tried(1e-3)])).toBeUndefined();
  });
});

describe('what became of a rate', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'weitiao-try-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, value: object) => writeFileSync(join(folder, name), JSON.stringify(value));
  const given = { id: 'a', learningRate: 1 };

  it('is open without a result, its loss with one, and the failure that is for good', () => {
    expect(triedRate(folder, given)).toEqual(given);
    write('failure.json', { ...failure, error: 'DivergedError' });
    expect(triedRate(folder, given)).toEqual({ ...given, failure });
    write('result.json', { heldOut: { loss: 3.5, tokens: 9 } });
    expect(triedRate(folder, given)).toEqual({ ...given, heldOutLoss: 3.5 });
  });

  it('is a failure where the loss is no number', () => {
    write('result.json', { heldOut: { loss: NaN, tokens: 9 } });
    expect(triedRate(folder, given)).toMatchObject({
      failure: { exitCode: 65, message: expect.stringContaining('held-out rows is no finite') as unknown },
    });
  });
});
