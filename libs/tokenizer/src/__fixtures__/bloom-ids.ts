import { readFileSync } from 'node:fs';
import type { RealTexts } from './real-texts.js';

interface BloomIds {
  /** Digest of the tokenizer.json that it was made with. */
  readonly tokenizer: string;
  readonly longest: number;
  readonly block: number;
  readonly odd: readonly string[];
  readonly files: readonly RealTexts[];
  readonly own: readonly { readonly text: string; readonly ids: readonly number[] }[];
  readonly decoded: readonly { readonly ids: readonly number[]; readonly text: string; readonly plain: string }[];
}

/** Written by tools/fixtures/tokenizer_ids.py. */
export const bloomIds = JSON.parse(readFileSync(new URL('bloom-ids.json', import.meta.url), 'utf8')) as BloomIds;
