import type { FolderFiles } from './folder-files.js';

/** What a file of ranks does not say itself. */
export interface RankFamily {
  readonly name: string;
  /**
   * @param file name of the file of ranks
   * @param kinds what names the kind, in small letters
   */
  matches(files: FolderFiles, file: string, kinds: readonly string[]): boolean;
  readonly pattern: RegExp;
  readonly normalForm?: 'NFC';
  /** Special tokens behind the ranks, in the order of their ids, where no file of the folder names them. */
  specials(files: FolderFiles): readonly string[];
  /** Tokens that are put in front of every text. */
  readonly before: readonly string[];
  readonly begin?: string;
  readonly end: string;
  readonly pad?: string;
}

/**
 * Contractions of English, letters with one other character before them, digits, other signs, line breaks, blanks: as tiktoken is told to cut. Its
 * small letters and blanks are those of Unicode: `\u017f` is a small s.
 * @param digits how many digits make a word
 */
const words = (digits: string): RegExp =>
  new RegExp(
    [
      "'(?:[sS\\u017f]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])",
      '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+',
      `\\p{N}${digits}`,
      ' ?[^\\p{White_Space}\\p{L}\\p{N}]+[\\r\\n]*',
      '\\p{White_Space}*[\\r\\n]+',
      '\\p{White_Space}+(?!\\P{White_Space})',
      '\\p{White_Space}+',
    ].join('|'),
    'gu',
  );

const someMatch = (kinds: readonly string[], pattern: RegExp) => kinds.some((kind) => pattern.test(kind));

export const rankFamilies: readonly RankFamily[] = [
  {
    name: 'GLM-4',
    matches: (_, __, kinds) => someMatch(kinds, /^(chat)?glm/),
    pattern: words('{1,3}'),
    specials: () => ['<|endoftext|>', '[MASK]', '[gMASK]', '[sMASK]', '<sop>', '<eop>', '<|system|>', '<|user|>', '<|assistant|>', '<|observation|>', '<|begin_of_image|>', '<|end_of_image|>', '<|begin_of_video|>', '<|end_of_video|>'], // prettier-ignore
    before: ['[gMASK]', '<sop>'],
    end: '<|endoftext|>',
    pad: '<|endoftext|>',
  },
  {
    name: 'Qwen',
    matches: (_, file, kinds) => file === 'qwen.tiktoken' || someMatch(kinds, /^qwen/),
    pattern: words(''),
    normalForm: 'NFC',
    specials: () => ['<|endoftext|>', '<|im_start|>', '<|im_end|>', ...numbered('extra', 0, 205)],
    before: [],
    end: '<|endoftext|>',
    pad: '<|endoftext|>',
  },
  {
    name: 'LLaMA-3',
    // The folder `original` of such a model has params.json and no file of transformers.
    matches: ({ names }, _, kinds) =>
      someMatch(kinds, /^llama/) || (kinds.length === 0 && names.includes('params.json')),
    pattern: words('{1,3}'),
    specials: (files) => (isLater(files) ? laterLlama : llama),
    before: ['<|begin_of_text|>'],
    begin: '<|begin_of_text|>',
    end: '<|end_of_text|>',
  },
];

function numbered(word: string, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `<|${word}_${from + index}|>`);
}

const reserved = (from: number, count: number) => numbered('reserved_special_token', from, count);

const llama = ['<|begin_of_text|>', '<|end_of_text|>', ...reserved(0, 4), '<|start_header_id|>', '<|end_header_id|>', ...reserved(4, 1), '<|eot_id|>', ...reserved(5, 246)]; // prettier-ignore

const laterLlama = ['<|begin_of_text|>', '<|end_of_text|>', ...reserved(0, 2), '<|finetune_right_pad_id|>', '<|step_id|>', '<|start_header_id|>', '<|end_header_id|>', '<|eom_id|>', '<|eot_id|>', '<|python_tag|>', ...reserved(2, 245)]; // prettier-ignore

/** 3.1 and later, which scale their rotary positions, have other names for some reserved tokens. */
const isLater = ({ config }: FolderFiles): boolean => Boolean(config['rope_scaling'] ?? config['rope_parameters']);
