import { z } from 'zod';

const names = z.union([z.string(), z.array(z.string()).min(1)]);

/** Options that say where in a model a method acts, by the words and rules of peft. Spread them into a method's schema. */
export const targetOptions = {
  targetModules: names.describe(
    'Regular expression for the whole path, or endings of paths; all-linear: every linear layer but the head.',
  ),
  excludeModules: names.optional().describe('What of these stays as it is, in the same form.'),
  layersToTransform: z
    .union([z.int().nonnegative(), z.array(z.int().nonnegative()).min(1)])
    .optional()
    .describe('Numbers of the layers that are changed, where targetModules are endings; all when absent.'),
  layersPattern: names
    .optional()
    .describe("Name of the list of layers, such as h, where a path's first number is not the layer's."),
  modulesToSave: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Endings of paths of modules that are trained and saved whole.'),
};

/** Which modules a method acts on. */
export type TargetChoice = z.output<z.ZodObject<typeof targetOptions>>;

/** These options → their keys in peft's file. */
export const targetKeys = {
  targetModules: 'target_modules',
  excludeModules: 'exclude_modules',
  layersToTransform: 'layers_to_transform',
  layersPattern: 'layers_pattern',
  modulesToSave: 'modules_to_save',
} as const;
