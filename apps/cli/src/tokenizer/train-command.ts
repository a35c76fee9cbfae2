import { writeFileAtomically } from '@weitiao/checkpoint';
import { serialisePieceModel, trainPieceModel } from '@weitiao/tokenizer';
import type { TrainTokenizerOptions } from '../commands/tokenizer.js';
import { print, printJson, type Console } from '../console.js';
import { textsOf } from './texts-of.js';

/** Trains a piece model on the texts of files. */
export async function runTrainTokenizer(
  files: readonly string[],
  options: TrainTokenizerOptions,
  { out, err }: Console,
): Promise<void> {
  const {
    output,
    json = false,
    vocabulary,
    coverage,
    byteFallback,
    splitDigits,
    sentences,
    maxLineBytes,
    seed,
  } = options;
  const { model, report } = await trainPieceModel(linesOf(files), {
    ...{ vocabulary, coverage, byteFallback, splitDigits, sentences, maxLineBytes, seed },
  });
  await writeFileAtomically(output, serialisePieceModel(model));
  const left = [
    ...(report.tooLong > 0
      ? [`${report.tooLong} lines longer than ${maxLineBytes} bytes were left out (--max-line-bytes)`]
      : []),
    ...(report.reserved > 0 ? [`${report.reserved} lines with reserved characters were left out`] : []),
    ...(report.leftOut > 0 ? [`${report.leftOut} lines were left out by the sample (--sentences)`] : []),
  ];
  left.forEach((line) => print(err, `note: ${line}`));
  if (json) return printJson(out, { type: 'result', output, pieces: model.pieces.length, report });
  print(
    out,
    `${output}: ${model.pieces.length.toLocaleString('en')} pieces from ${report.lines.toLocaleString('en')} lines; ` +
      `${report.merged.toLocaleString('en')} merged, ${report.alphabet.toLocaleString('en')} characters`,
  );
}

async function* linesOf(files: readonly string[]): AsyncGenerator<string> {
  for (const file of files) yield* textsOf(file);
}
