import { DataFormatError, type BaseModel } from '@weitiao/core';

/**
 * A tokenizer may have fewer ids than the embedding has rows (BLOOM pads 250,680 to 250,880), never more.
 * @param vocabulary how many ids the tokenizer has, added tokens included
 * @param folder where the tokenizer comes from
 * @throws DataFormatError
 */
export function checkVocabulary(model: BaseModel, vocabulary: number, folder: string): void {
  if (vocabulary <= model.vocabulary) return;
  throw new DataFormatError(
    folder,
    `the tokenizer has ${vocabulary} ids, the model's embedding only ${model.vocabulary} rows. ` +
      'Take tokenizer and weights from the same checkpoint; ids beyond the embedding mean nothing to this model.',
  );
}
