import { adapter } from './adapter.js';
import { chat } from './chat.js';
import type { DefineCommand } from './define.js';
import { doctor } from './doctor.js';
import { engine } from './engine.js';
import { evaluate } from './evaluate.js';
import { generate } from './generate.js';
import { inspect } from './inspect.js';
import { model } from './model.js';
import { prefetch } from './prefetch.js';
import { plugins } from './plugins.js';
import { score } from './score.js';
import { study } from './study.js';
import { tokenizer } from './tokenizer.js';
import { train } from './train.js';
import { trial } from './trial.js';

/** In the order in which `weitiao --help` lists them. */
export const commands: readonly DefineCommand[] = [
  train,
  trial,
  study,
  evaluate,
  score,
  generate,
  chat,
  adapter,
  model,
  prefetch,
  tokenizer,
  inspect,
  plugins,
  engine,
  doctor,
];
