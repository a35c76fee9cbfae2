import { defineModel } from '@weitiao/core';
import { first } from './first.js';
import { firstConfig } from './first-config.js';
import { later } from './later.js';
import { laterConfig } from './later-config.js';
import { z } from 'zod';
import { chatglmShapes } from './chatglm-shapes.js';

/** ChatGLM: the first one, and 2, 3 and GLM-4, which share its `model_type` and little else. */
export const chatglm = defineModel({
  name: 'chatglm',
  modelTypes: ['chatglm'],
  config: z.looseObject({}).transform((config, context) => {
    const isFirst = 'position_encoding_2d' in config || 'inner_hidden_size' in config;
    const parsed = isFirst
      ? firstConfig.transform((shape) => () => first(shape)).safeParse(config)
      : laterConfig.transform((shape) => () => later(shape)).safeParse(config);
    if (parsed.success) return parsed.data;
    for (const { message, path } of parsed.error.issues) context.addIssue({ code: 'custom', message, path: [...path] });
    return z.NEVER;
  }),
  shapes: chatglmShapes,
  build: (make) => make(),
});
