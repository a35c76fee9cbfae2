import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { describePeftMethod, randomWeights, refusalOf, tinyFusedModel } from '@weitiao/conformance';
import bloom from '@weitiao/model-bloom';
import { parametersOf, ParameterStore } from '@weitiao/nn';
import { LoadedBase, Tuned } from '@weitiao/study';
import { gather, scope, tensor1d } from '@weitiao/tensor';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import promptTuning from './index.js';

describePeftMethod({
  plugin: promptTuning,
  options: { virtualTokens: 5 },
  trainable: ({ width }) => 5 * width,
  diskKeys: () => ['prompt_embeddings'],
  skip: {
    'changes nothing at the start': 'random vectors are seen from the first step',
    'merge equals attached': 'a prompt is input, there is no weight to fold it into',
  },
});

interface Start {
  readonly text: string;
  readonly virtualTokens: number;
  /** The rows of the word embedding that peft starts from. */
  readonly tokens: number[];
}
const starts = JSON.parse(readFileSync(new URL('__fixtures__/text-start.json', import.meta.url), 'utf8')) as Start[];

describe('a start from a text', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  it("takes the rows that peft takes, by the model's own tokenizer", async () => {
    const folder = fileURLToPath(new URL('../../../../examples/quickstart/model', import.meta.url));
    using base = await LoadedBase.read(bloom({ from: folder }), folder);
    const words = base.weights.get('transformer.word_embeddings.weight');
    for (const { text, virtualTokens, tokens } of starts) {
      using tuned = Tuned.start(base, promptTuning({ virtualTokens, initialText: text }), 1);
      const found = tuned.values.get(tuned.values.parameters[0]!).dataSync();
      expect(found).toEqual(scope(() => gather(words, tensor1d(tokens, 'int32')).dataSync()));
    }
  });

  it('needs a tokenizer, and a token', () => {
    const model = tinyFusedModel();
    using weights = randomWeights(model);
    const parameters = parametersOf(promptTuning({ virtualTokens: 2, initialText: '好' }).attach(model));
    expect(() => ParameterStore.start(parameters, weights, 1)).toThrow(
      '"prompt_embeddings" starts from a text, and there is no tokenizer to read it with.',
    );
    expect(() => ParameterStore.start(parameters, weights, 1, () => [])).toThrow('initialText "好" has no tokens.');
  });
});

describe('of a model with the shape of bloom-7b1', () => {
  it('has as many numbers as Table 4 of the study says', () => {
    const model = { ...tinyFusedModel(), width: 4096 };
    const sizes = parametersOf(promptTuning({}).attach(model)).map(({ shape }) => shape[0]! * shape[1]!);
    expect(sizes).toEqual([81920]);
  });
});

describe('files that ask for more', () => {
  it.each([
    [{ num_transformer_submodules: 2 }, 'num_transformer_submodules is 2, it reads 1'],
    [{ num_virtual_tokens: 0 }, 'virtualTokens'],
    [{ prompt_tuning_init: 'SAMPLE_VOCAB', tokenizer_kwargs: { use_fast: true } }, 'adapter_model.safetensors'],
  ])('are refused by the key: %p', async (keys, reason) => {
    expect(await refusalOf(promptTuning, { peft_type: 'PROMPT_TUNING', num_virtual_tokens: 3, ...keys })).toContain(
      reason,
    );
  });
});
