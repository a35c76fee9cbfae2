import { describe, expect, it } from '@jest/globals';
import { jsonLines, model, shortTrial, weitiao } from '../__fixtures__/command-line.js';

describe('weitiao inspect', () => {
  it('shows tokens, mask and segments of the data', async () => {
    const { code, out } = await weitiao('inspect', 'data', shortTrial, '--rows', '1');
    expect(code).toBe(0);
    expect(out).toMatch(/rows, \d+ examples, 12 steps\n.* of them trained/);
    expect(out).toMatch(/^trained {1,3}│·/m);
    expect(out).toContain('■');
  });

  it('shows sizes and the places for adapters of a model', async () => {
    const { out } = await weitiao('inspect', 'model', model);
    expect(out).toContain('6,787,584 parameters in 77 weights');
    expect(out).toMatch(/linear +query_key_value +attention\.query-key-value +256 → 768 · 6/);
  });

  it('shows how a tokenizer cuts a text', async () => {
    const { out } = await weitiao('inspect', 'tokenizer', model, '--text', '你好', '--json');
    expect(jsonLines(out)[0]).toMatchObject({ vocabulary: 8000, endOfText: { id: 2, text: '</s>' }, decoded: '你好' });
  });
});
