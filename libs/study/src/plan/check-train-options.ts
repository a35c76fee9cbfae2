import { isTextSource, StudyError, type DataSource } from '@weitiao/core';
import { checkTemplateName } from '@weitiao/tokenizer';
import { templateOf, type TrainOptions } from '../config/train-options.js';
import type { ForPart } from './components.js';

/**
 * Whether the section `train` fits the data: conversations need a template, and only plain text has documents.
 * @throws StudyError
 */
export async function checkTrainOptions(
  train: Pick<TrainOptions, 'template' | 'documents'>,
  source: DataSource,
  forPart: ForPart = async (_, work) => work(),
): Promise<void> {
  const isText = isTextSource(source);
  await forPart(['train', 'template'], () => {
    if (train.template === undefined && !isText)
      throw new StudyError(
        `train.template is missing. Data set ${source.name} holds conversations: say how they are written, e.g. template: alpaca-zh.`,
      );
    checkTemplateName(templateOf(train));
  });
  await forPart(['train', 'documents'], () => {
    if (train.documents !== undefined && !isText)
      throw new StudyError(
        `train.documents is for plain text, and data set ${source.name} holds conversations, which never see each other. Leave it out.`,
      );
  });
}
