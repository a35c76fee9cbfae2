import { describe, expect, it } from '@jest/globals';
import type { TrainingEvent } from '../loop/training-event.js';
import { duration } from './duration.js';
import { progressBar } from './progress-bar.js';
import { progressLines } from './progress-lines.js';

const step = (done: number): TrainingEvent => ({
  ...{ type: 'step-end', step: done, totalSteps: 40, loss: 3.25, gradientNorm: 1, learningRate: 0.1 },
  ...{ trainedTokens: 500, tokens: 3000, seconds: 2, tokensPerSecond: 1500 },
});
const events: TrainingEvent[] = [
  { type: 'run-start', step: 0, totalSteps: 40, trainedParameters: 49152 },
  ...[1, 2, 3, 4, 5].map(step),
  { type: 'held-out-end', step: 5, loss: 3.5, tokens: 1200 },
  { type: 'checkpoint-saved', step: 5, folder: '/runs/step-5' },
  { type: 'run-end', step: 5, outcome: 'stopped' },
];

function written(show: typeof progressBar, isTTY: boolean, columns = 80): string {
  let text = '';
  const observer = show({ write: (piece) => (text += piece), isTTY, columns });
  events.forEach((event) => observer.next(event));
  return text;
}

const lines = `Training 49,152 parameters for 40 steps
step 1/40 · loss 3.2500 · 1,500 tokens/s · 1m18s left
step 2/40 · loss 3.2500 · 1,500 tokens/s · 1m16s left
step 4/40 · loss 3.2500 · 1,500 tokens/s · 1m12s left
step 5: held-out loss 3.5000 over 1,200 tokens
Training stopped after step 5
`;

describe('progress', () => {
  it('is some plain lines where no terminal listens', () => {
    expect(written(progressLines, false)).toBe(lines);
    expect(written(progressBar, false)).toBe(lines);
  });

  it('is a bar in one line on a terminal, with other news above it', () => {
    const text = written(progressBar, true);
    expect(text).toContain('\r\u001b[K███░░░░░░░░░░░░░░░░░░░░░ 5/40 · loss 3.2500 · 1,500 tokens/s · 1m10s left');
    expect(text).toContain('\r\u001b[Kstep 5: held-out loss 3.5000 over 1,200 tokens\n\r\u001b[K███');
    expect(text.endsWith('Training stopped after step 5\n')).toBe(true);
    expect(text.split('\n')).toHaveLength(4);
  });

  it('does not run over the edge of the terminal', () => {
    const widths = written(progressBar, true, 30)
      .split('\r\u001b[K')
      .filter((piece) => piece.includes('░'))
      .map((piece) => piece.length);
    expect(Math.max(...widths)).toBe(29);
  });
});

describe('duration', () => {
  it.each([
    [4.6, '5s'],
    [59.7, '1m00s'],
    [185, '3m05s'],
    [7620, '2h07m'],
  ])('%p s is %p', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
