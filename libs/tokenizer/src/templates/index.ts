import { didYouMean, StudyError } from '@weitiao/core';
import { alpacaZh } from './alpaca-zh.js';
import { alpaca } from './alpaca.js';
import { baichuan, baichuan2 } from './baichuan.js';
import { belle } from './belle.js';
import { chatglm, chatglm2 } from './chatglm.js';
import { chatglm3 } from './chatglm3.js';
import { chatml } from './chatml.js';
import { chineseAlpaca } from './chinese-alpaca.js';
import { llama2 } from './llama2.js';
import { moss, mossShort } from './moss.js';
import { none } from './none.js';
import type { Template } from './template.js';
import { vicuna } from './vicuna.js';

export { alpaca, alpacaZh, none };
export type { Piece, RenderOptions, Template } from './template.js';

const templates: readonly Template[] = [
  alpaca,
  alpacaZh,
  none,
  chatml,
  llama2,
  vicuna,
  chineseAlpaca,
  belle,
  chatglm,
  chatglm2,
  chatglm3,
  baichuan,
  baichuan2,
  moss,
  mossShort,
];

/** Of the templates that belong to no folder. */
export const templateNames: readonly string[] = templates.map(({ name }) => name);

/** The name of a model folder's own template. */
export const folderTemplate = 'chat';

/** @throws StudyError when there is no template of that name; it names the nearest */
export function template(name: string): Template {
  const found = templates.find((candidate) => candidate.name === name);
  if (found) return found;
  if (name === folderTemplate)
    throw new StudyError(
      'Template "chat" is the model folder’s own: open it with the folder, openTemplate("chat", folder).',
    );
  const names = [folderTemplate, ...templateNames];
  throw new StudyError(`There is no template "${name}".${didYouMean(name, names)}\n  Templates: ${names.join(', ')}`);
}
