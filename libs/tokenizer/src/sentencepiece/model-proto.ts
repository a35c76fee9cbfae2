import { create, createFileRegistry, type DescMessage } from '@bufbuild/protobuf';
import {
  Edition,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import { normalizerFields, pieceFields, sampleFields, trainerFields } from './fields.js';
import type { FieldTable } from './message-fields.js';

const types = {
  string: Type.STRING,
  strings: Type.STRING,
  bytes: Type.BYTES,
  int32: Type.INT32,
  uint64: Type.UINT64,
  float: Type.FLOAT,
  bool: Type.BOOL,
} as const;

const message = (name: string, table: FieldTable) => ({
  name,
  field: Object.entries(table).map(([field, [number, kind]]) => ({
    name: field,
    number,
    type: types[kind],
    label: kind === 'strings' ? Label.REPEATED : Label.OPTIONAL,
  })),
});

const part = (name: string, number: number, typeName: string, label = Label.OPTIONAL) => ({
  name,
  number,
  type: Type.MESSAGE,
  typeName: `.${typeName}`,
  label,
});

/** The message that a sentencepiece model file is. Fields that are set to their default stay told apart from those that are not set. */
export const modelProto: DescMessage = describe();

function describe(): DescMessage {
  const file = create(FileDescriptorProtoSchema, {
    name: 'sentencepiece_model.proto',
    syntax: 'editions',
    edition: Edition.EDITION_2023,
    messageType: [
      message('Piece', pieceFields),
      message('TrainerSpec', trainerFields),
      message('NormalizerSpec', normalizerFields),
      message('Sample', sampleFields),
      { name: 'SelfTestData', field: [part('samples', 1, 'Sample', Label.REPEATED)] },
      {
        name: 'Model',
        field: [
          part('pieces', 1, 'Piece', Label.REPEATED),
          part('trainerSpec', 2, 'TrainerSpec'),
          part('normalizerSpec', 3, 'NormalizerSpec'),
          part('selfTestData', 4, 'SelfTestData'),
          part('denormalizerSpec', 5, 'NormalizerSpec'),
        ],
      },
    ],
  });
  return createFileRegistry(file, () => undefined).getMessage('Model')!;
}
