import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataFormatError, StudyError } from '@weitiao/core';
import {
  mergePieceModels,
  oldPieces,
  pieceTokenizerFiles,
  readPieceModel,
  tokenizerSettings,
  type PieceModel,
} from '@weitiao/tokenizer';
import type { ExpandOptions } from '../commands/tokenizer.js';
import { print, printJson, type Console } from '../console.js';
import { densityLines, densityRows } from './density-report.js';
import { modelFolder, writeExpanded } from './write-expanded.js';

/** Adds the pieces of one sentencepiece model to another, and rows for them to the model that uses it. */
export async function runExpand(base: string, options: ExpandOptions, { out, err }: Console): Promise<void> {
  const { output, json = false, pad = false, report: texts = [] } = options;
  if (resolve(output) === resolve(base))
    throw new StudyError(`--output is ${base} itself, which is left as it is. Choose another folder.`);
  texts.forEach((file) => mustExist(file));
  const files = await pieceTokenizerFiles(base);
  const [old, other] = [await readPieceModel(files.path), await readPieceModel(options.with)];
  if (normaliser(old) !== normaliser(other))
    print(
      err,
      `note: ${options.with} was made for texts changed by ${normaliser(other)}; ${files.path} changes them by ${normaliser(old)}, and goes on to.`,
    );
  const merged = mergePieceModels(old, other, {
    scores: options.scores,
    ...(options.limit !== undefined && { limit: options.limit }),
    onlyChinese: options.onlyChinese ?? false,
  });
  const { model, first, added } = merged;
  const size = model.pieces.length;
  const rows = await densityRows(texts, counter(files.path, old), counter(output, model));
  if (added.length === 0 && !pad) {
    if (json) return printJson(out, { type: 'result', output: null, added: 0, pieces: size, report: rows });
    print(out, `${options.with} has no piece that ${files.path} lacks: nothing is written.`);
    return densityLines(rows).forEach((line) => texts.length > 0 && print(out, line));
  }
  const settings = tokenizerSettings(files, { first, size, pad });
  const vocabulary = size + Number(pad);
  const resized = await writeExpanded(output, { files, merged, old, settings, vocabulary }, options);
  if (files.folder !== undefined && existsSync(`${files.folder}/tokenizer.json`))
    print(
      err,
      'note: tokenizer.json was not taken over: it is of the old vocabulary. transformers makes one from tokenizer.model.',
    );
  if (modelFolder(files) === undefined && !options.tokenizerOnly)
    print(err, 'note: there is no config.json beside the tokenizer, so there are no weights to give new rows.');
  if (json)
    return printJson(out, {
      type: 'result',
      output,
      added: added.length,
      pieces: size,
      vocabulary,
      rows: resized,
      report: rows,
    });
  const pieces = (count: number) => count.toLocaleString('en');
  print(
    out,
    `${output}: ${pieces(first)} + ${pieces(added.length)} = ${pieces(size)} pieces${pad ? ', and [PAD]' : ''}`,
  );
  if (resized)
    print(
      out,
      `embedding and output head: ${pieces(resized.before)} rows before, ${pieces(resized.after)} now; new ones from ${options.rows}`,
    );
  if (texts.length > 0) densityLines(rows).forEach((line) => print(out, line));
}

const normaliser = ({ normalizerSpec }: PieceModel): string => normalizerSpec?.name ?? 'unnamed rules';

function counter(path: string, model: PieceModel): (text: string) => { readonly length: number } {
  const encode = oldPieces(path, model, 'every-section');
  return (text) => encode(text);
}

function mustExist(file: string): void {
  if (!existsSync(file)) throw new DataFormatError(file, 'there is no such file; --report names files of text.');
}
