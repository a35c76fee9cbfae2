import { describe, expect, it } from '@jest/globals';
import { DataFormatError, StudyError } from '@weitiao/core';
import { atItsPlace } from './at-its-place.js';
import { SourceText } from './source-text.js';

const source = SourceText.parse('study.yaml', 'methods:\n  lora: { use: lora, targetModules: [q_proj] }\n');
const failing = (error: Error) => () => {
  throw error;
};

describe('an error in a file', () => {
  it('stands at the value that its message quotes, with its lines indented', async () => {
    const error = new StudyError('"q_proj" matches no linear layer.\n  This model has: dense');
    await expect(atItsPlace(source, ['methods', 'lora'], failing(error))).rejects.toThrow(
      'study.yaml:2:22  methods.lora.targetModules\n  "q_proj" matches no linear layer.\n  This model has: dense',
    );
  });

  it('stands at the part when the message quotes nothing of it, and keeps its exit code', async () => {
    const error = new DataFormatError('rows.json', 'there is no such file.');
    await expect(atItsPlace(source, ['methods', 'lora'], failing(error))).rejects.toMatchObject({
      exitCode: 65,
      message: 'study.yaml:2:3  methods.lora\n  rows.json: there is no such file.',
    });
  });

  it('leaves a defect as it is', async () => {
    await expect(atItsPlace(source, ['methods'], failing(new TypeError('x is undefined')))).rejects.toThrow(
      /^x is undefined$/,
    );
  });
});
