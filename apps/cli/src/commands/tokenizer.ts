import { Option } from 'commander';
import { anyNumber, jsonOption, wholeNumber, type DefineCommand } from './define.js';
import { requiredOption } from './required-option.js';

export interface ExpandOptions {
  readonly with: string;
  readonly output: string;
  readonly scores: 'zero' | 'own';
  readonly pad?: boolean;
  readonly limit?: number;
  readonly onlyChinese?: boolean;
  readonly tokenizerOnly?: boolean;
  readonly rows: 'normal' | 'pieces';
  readonly multipleOf: number;
  readonly seed: number;
  readonly report?: readonly string[];
  readonly json?: boolean;
}

export interface TrainTokenizerOptions {
  readonly vocabulary: number;
  readonly output: string;
  readonly coverage: number;
  readonly byteFallback: boolean;
  readonly splitDigits: boolean;
  readonly sentences: number;
  readonly maxLineBytes: number;
  readonly seed: number;
  readonly json?: boolean;
}

export const tokenizer: DefineCommand = (program, console) => {
  const group = program.command('tokenizer').description('vocabularies: train, expand, compare');
  group
    .command('expand')
    .description('add the pieces of another sentencepiece model, and rows for them to embedding and output head')
    .argument('<folder or file>', 'model folder, tokenizer folder, or tokenizer.model')
    .addOption(requiredOption('--with <file>', 'sentencepiece model whose pieces are added, e.g. chinese_sp.model'))
    .addOption(requiredOption('--output <folder>', 'the expanded model, or where there are no weights, tokenizer'))
    .addOption(
      new Option('--scores <which>', 'of new pieces: zero, before all merges of the base, or their own')
        .choices(['zero', 'own'])
        .default('zero'),
    )
    .option('--pad', 'add the token [PAD] behind them')
    .option('--limit <n>', 'add the first so many', wholeNumber)
    .option('--only-chinese', 'add only pieces with a Chinese character')
    .option('--tokenizer-only', 'leave the weights alone')
    .addOption(
      new Option(
        '--rows <from>',
        'first values of new rows: normal, N(0, initializer_range²), or pieces, the mean of the rows of what the text was cut into before',
      )
        .choices(['normal', 'pieces'])
        .default('normal'),
    )
    .option('--multiple-of <n>', 'rows are padded to a multiple of it', wholeNumber, 1)
    .option('--seed <n>', 'of new rows', wholeNumber, 1)
    .option('--report <file>', 'text, JSON or JSONL; several times: characters per token before and after', several)
    .addOption(jsonOption())
    .action(async (base: string, options: ExpandOptions) => {
      const { runExpand } = await import('../tokenizer/expand-command.js');
      await runExpand(base, options, console);
    });
  group
    .command('train')
    .description('train a sentencepiece model (BPE, identity normaliser) from text')
    .argument('<text...>', 'text files, line by line, or JSON and JSONL, every text in them')
    .addOption(
      requiredOption('--vocabulary <n>', 'pieces in all, special ones and bytes among them').argParser(wholeNumber),
    )
    .addOption(requiredOption('--output <file>', 'the model file, e.g. zh.model'))
    .option('--coverage <share>', 'of the characters of the text that get a piece', anyNumber, 0.9995)
    .option('--no-byte-fallback', 'what has no piece is unknown, and not its bytes')
    .option('--no-split-digits', 'digits may share a piece')
    .option('--sentences <n>', 'lines at most, of more a sample', wholeNumber, 1_000_000)
    .option('--max-line-bytes <n>', 'longer lines are left out', wholeNumber, 4192)
    .option('--seed <n>', 'of the sample', wholeNumber, 1)
    .addOption(jsonOption())
    .action(async (files: readonly string[], options: TrainTokenizerOptions) => {
      const { runTrainTokenizer } = await import('../tokenizer/train-command.js');
      await runTrainTokenizer(files, options, console);
    });
  group
    .command('compare')
    .description('characters per token of two tokenizers, file by file')
    .argument('<folder>')
    .argument('<other folder>')
    .argument('<text...>', 'text, JSON or JSONL files')
    .addOption(jsonOption())
    .action(async (one: string, other: string, files: readonly string[], options: { json?: boolean }) => {
      const { runCompare } = await import('../tokenizer/compare-command.js');
      await runCompare([one, other], files, options, console);
    });
};

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
