import { z } from 'zod';
import { quantity } from './quantity.js';
import { templateReference } from './template-reference.js';
import { reference } from './trial-file.js';
import { studyTrainOptions } from './train-options.js';

const name = z.string().regex(/^[\p{L}\p{N}_.+-]+$/u, 'A name is letters, digits and . _ + -');
const some = <T extends z.ZodType>(value: T) =>
  z.record(name, value).refine((entries) => Object.keys(entries).length > 0, { error: 'At least one is wanted' });

const source = z.looseObject({ use: z.string().min(1), share: z.number().positive().optional() });
const mixture = z.strictObject({
  mix: some(
    z.union([z.number().positive(), source], 'A share is wanted for a source of this study, or { use: …, share: … }'),
  ).describe('Shares of sources that this study names, or sources written here, which share what is left of 1.'),
});

const axis = z.union([z.literal('all'), z.array(z.string()).min(1)], 'A list of names is wanted, or all');
const grid = z.strictObject({
  models: axis.optional(),
  methods: axis.optional(),
  data: axis.optional(),
  templates: z.array(templateReference).min(1).optional(),
  seeds: z.array(z.int().nonnegative()).min(1).default([1]),
});

const benchmark = reference.extend({
  protocols: z.array(z.string()).min(1).optional().describe('Asks once in each of these protocols of the benchmark.'),
});

export const reportOptions = z.strictObject({
  baseline: z.string().optional().describe('Method that the others are compared with; the first when absent.'),
  by: z
    .array(z.enum(['category']))
    .default(['category'])
    .describe('What comparisons are broken down by; [] for the whole benchmarks alone.'),
  contrasts: z
    .enum(['baseline', 'all'])
    .default('baseline')
    .describe('Each method with the baseline, or every two: more tests, so a larger correction.'),
  correction: z.enum(['holm', 'none']).default('holm').describe('Of p-values, for many comparisons at once.'),
});

/** A study: what is crossed with what, how it is trained, and what is asked afterwards. */
export const studyOptions = z.strictObject({
  study: name.describe('Its name, and the name of its folder.'),
  question: z.string().optional().describe('What it is to answer; stands at the head of the report.'),
  models: some(reference),
  methods: some(
    z.union([z.literal('none'), reference], 'A method is wanted: { use: lora, … }, or none for the untuned model'),
  ),
  data: some(z.union([mixture, reference], 'Data is wanted: { use: alpaca, … }, or { mix: { name: 0.8, … } }')),
  train: studyTrainOptions,
  equalParameters: z
    .union([quantity, z.string()], 'A number of parameters is wanted, e.g. 500k, or the name of a method')
    .optional()
    .describe(
      'Every method that has an option for its size is made as large as this: a number of trained parameters, or the name of a method.',
    ),
  grid: grid.prefault({}).describe('What is crossed; an axis that is not named takes its first entry.'),
  benchmarks: z.record(name, benchmark).default({}),
  report: reportOptions.prefault({}),
});
export type StudyOptions = z.output<typeof studyOptions>;
export type StudyInput = z.input<typeof studyOptions>;
