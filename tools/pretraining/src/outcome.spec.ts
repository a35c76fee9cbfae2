import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { compared, ownOutcome } from './outcome.js';

const folder = mkdtempSync(join(tmpdir(), 'weitiao-pretraining-'));
afterAll(() => rmSync(folder, { recursive: true }));

const python = { losses: [9, 8], heldOut: { 0: 9, 2: 8 } };

describe('two trainings', () => {
  it('agree when every held-out loss is at most half a per cent off', () => {
    const near = compared({ losses: [9, 8.01], heldOut: { 0: 9, 2: 8.03 } }, python);
    expect(near.passes).toBe(true);
    expect(near.lines.join('\n')).toMatch(/2 +8\.030000 +8\.000000 +0\.3[78] %\n.*pass: ok\. Largest .* 0\.1[23] %/);
    expect(compared({ losses: [9, 8], heldOut: { 0: 9, 2: 7.95 } }, python).passes).toBe(false);
    expect(compared({ losses: [9, 8], heldOut: { 0: 8.95, 2: 8 } }, python).passes).toBe(false);
  });

  it('do not agree when one has not come as far', () => {
    expect(compared({ losses: [9], heldOut: { 0: 9 } }, python).passes).toBe(false);
  });

  it('are read from every attempt, the last word counting', async () => {
    const step = (step: number, loss: number) => JSON.stringify({ type: 'step-end', step, loss });
    const attempts = { 1: [step(1, 9), step(2, 8)], 2: [step(2, 8.5), '{"type":"held-out-end","step":2,"loss":7}'] };
    for (const [attempt, lines] of Object.entries(attempts)) {
      mkdirSync(join(folder, 'attempts', attempt), { recursive: true });
      writeFileSync(join(folder, 'attempts', attempt, 'events.jsonl'), `${lines.join('\n')}\n`);
    }
    expect(await ownOutcome(folder, ['1', '2'])).toEqual({ losses: [9, 8.5], heldOut: { 2: 7 } });
  });
});
