import { generateTokens, type Answer, type GenerationSpec } from '../index.js';
import { collect } from './collect.js';

/** Prompts of several lengths for the tiny model. */
export const somePrompts = [[5, 9, 33], [71], [8, 8, 8, 40, 2, 6, 90], [12, 64], [1, 2, 3, 4, 5]];

type Spec = Omit<GenerationSpec, 'maxNewTokens'> & Partial<GenerationSpec>;

/** All answers, in the order of the prompts; 12 tokens when nothing else is said. */
export async function answers(spec: Spec): Promise<Answer[]> {
  const found = await collect(generateTokens({ maxNewTokens: 12, ...spec }));
  return found.sort((a, b) => a.index - b.index);
}

export const tokensOf = async (spec: Spec): Promise<number[][]> => (await answers(spec)).map(({ tokens }) => tokens);
