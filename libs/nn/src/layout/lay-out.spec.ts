import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { scope } from '@weitiao/tensor';
import { layOut } from './lay-out.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

const first = { id: 7, tokens: [11, 12, 13], labels: [-100, 12, 13] };
const second = { id: 9, tokens: [21, 22], labels: [21, 22] };

const host = (rows: Parameters<typeof layOut>[0], counts: Parameters<typeof layOut>[1]) => {
  const read: Record<string, unknown> = {};
  scope(() => {
    const { layout, labels } = layOut(rows, counts);
    for (const name of ['tokens', 'positions', 'segments', 'prompts'] as const) read[name] = layout[name].arraySync();
    Object.assign(read, { labels: [...labels], spans: layout.spans, size: [layout.batch, layout.sequence] });
  });
  return read;
};

describe('layOut', () => {
  it('packs segments, counts positions in each, and pads at the end', () => {
    expect(host([[first, second], [second]], { prompt: 0, prefix: 0 })).toEqual({
      size: [2, 5],
      tokens: [
        [11, 12, 13, 21, 22],
        [21, 22, 0, 0, 0],
      ],
      positions: [
        [0, 1, 2, 0, 1],
        [0, 1, 0, 0, 0],
      ],
      segments: [
        [1, 1, 1, 2, 2],
        [1, 1, 0, 0, 0],
      ],
      prompts: [
        [-1, -1, -1, -1, -1],
        [-1, -1, -1, -1, -1],
      ],
      labels: [-100, 12, 13, -100, 22, -100, 22, -100, -100, -100],
      spans: [
        { id: 7, row: 0, start: 0, length: 3, tokens: first.tokens },
        { id: 9, row: 0, start: 3, length: 2, tokens: second.tokens },
        { id: 9, row: 1, start: 0, length: 2, tokens: second.tokens },
      ],
    });
  });

  it('keeps places for a prompt in front of each segment, behind which the first token can be trained', () => {
    const laidOut = host([[first, second]], { prompt: 2, prefix: 3 });
    expect(laidOut).toMatchObject({
      tokens: [[0, 0, 11, 12, 13, 0, 0, 21, 22]],
      positions: [[3, 4, 5, 6, 7, 3, 4, 5, 6]],
      prompts: [[0, 1, -1, -1, -1, 0, 1, -1, -1]],
      labels: [-100, -100, -100, 12, 13, -100, -100, 21, 22],
    });
  });
});
