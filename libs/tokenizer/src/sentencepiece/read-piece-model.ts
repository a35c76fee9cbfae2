import { readFile } from 'node:fs/promises';
import { fromBinary } from '@bufbuild/protobuf';
import { DataFormatError } from '@weitiao/core';
import { checkPieces } from './check-pieces.js';
import { modelProto } from './model-proto.js';
import { pieceTypes, type ModelPiece, type PieceModel } from './piece-model.js';

type Plain = Record<string, unknown>;

/**
 * A sentencepiece model file (`tokenizer.model`, `*.model`).
 * @throws DataFormatError when the file is absent, cut off, damaged or of another kind
 */
export async function readPieceModel(path: string): Promise<PieceModel> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === 'ENOENT' ? 'no such file' : `cannot be read (${cause.code ?? cause.message})`;
    throw new DataFormatError(path, `${reason}; a sentencepiece model file is wanted.`, { cause });
  });
  return parsePieceModel(path, bytes);
}

/**
 * @param path for messages
 * @throws DataFormatError
 */
export function parsePieceModel(path: string, bytes: Uint8Array): PieceModel {
  const message = parse(path, bytes);
  const pieces = (message['pieces'] as Plain[]).map(toPiece);
  checkPieces(path, pieces);
  const samples = (message['selfTestData'] as Plain | undefined)?.['samples'] as Plain[] | undefined;
  return {
    ...plain(message),
    ...mapped(message, ['trainerSpec', 'normalizerSpec', 'denormalizerSpec']),
    ...(samples && { selfTestData: { ...plain(message['selfTestData'] as Plain), samples: samples.map(plain) } }),
    pieces,
  };
}

function parse(path: string, bytes: Uint8Array): Plain {
  const beginning = Buffer.from(bytes.subarray(0, 40)).toString('latin1');
  if (beginning.startsWith('version https://git-lfs'))
    throw new DataFormatError(path, 'is the pointer of a Git LFS file, not the file; fetch it with git lfs pull.');
  let message: Plain;
  try {
    message = fromBinary(modelProto, bytes) as unknown as Plain;
  } catch (cause) {
    throw new DataFormatError(path, `is no sentencepiece model, or was cut off or damaged: ${(cause as Error).message}.`, { cause }); // prettier-ignore
  }
  if ((message['pieces'] as unknown[]).length === 0)
    throw new DataFormatError(path, `is no sentencepiece model: it has no pieces. It begins with ${JSON.stringify(beginning)}.`); // prettier-ignore
  const absent = ['trainerSpec', 'normalizerSpec'].filter((part) => !message[part]);
  if (absent.length > 0)
    throw new DataFormatError(path, `has pieces but no ${absent.join(' and no ')}, which stand behind them. Was the file cut off?`); // prettier-ignore
  return message;
}

function toPiece(message: Plain): ModelPiece {
  const { piece = '', ...others } = plain(message);
  return { text: piece as string, score: 0, type: pieceTypes.normal, ...others };
}

/** The fields that are set, without the library's own. */
const plain = (message: Plain): Plain =>
  Object.fromEntries(Object.entries(message).filter(([key, value]) => key !== '$typeName' && !isEmptyList(value)));

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const mapped = (message: Plain, keys: readonly string[]): Plain =>
  Object.fromEntries(keys.filter((key) => message[key]).map((key) => [key, plain(message[key] as Plain)]));
