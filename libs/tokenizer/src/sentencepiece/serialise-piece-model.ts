import { create, toBinary, type DescMessage, type Message } from '@bufbuild/protobuf';
import { modelProto } from './model-proto.js';
import { pieceTypes, type ModelPiece, type PieceModel } from './piece-model.js';

type Plain = Record<string, unknown>;

/** The bytes of a model file: those that were read, where nothing was changed. */
export function serialisePieceModel(model: PieceModel): Uint8Array {
  return toBinary(modelProto, build(modelProto, { ...model, pieces: model.pieces.map(fromPiece) }));
}

/** sentencepiece leaves the type of normal pieces out. */
const fromPiece = ({ text, type, ...others }: ModelPiece): Plain => ({
  ...others,
  piece: text,
  ...(type === pieceTypes.normal ? {} : { type }),
});

/** The library's message with all that `content` has below it, fields that no table names included. */
function build(description: DescMessage, content: Plain): Message {
  const init: Plain = { ...content };
  for (const field of description.fields) {
    const value = content[field.localName];
    if (value === undefined || !field.message) continue;
    const inner = field.message;
    init[field.localName] = Array.isArray(value)
      ? value.map((each) => build(inner, each as Plain))
      : build(inner, value as Plain);
  }
  const message = create(description, init);
  if (content['$unknown']) message.$unknown = content['$unknown'] as NonNullable<Message['$unknown']>;
  return message;
}
