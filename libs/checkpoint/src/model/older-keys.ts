import { isRecord } from '../files/parse-json.js';

const beside = ['rope_theta', 'partial_rotary_factor'];

/**
 * Adds to the text of a config.json that transformers 5 wrote what version 4 reads instead: `rope_theta`, `rope_scaling` and `partial_rotary_factor`
 * beside `rope_parameters`, `torch_dtype` beside `dtype`. Without them it would take its own defaults and say nothing. Keys that are there stay as
 * they are. Numbers keep their text: JSON.parse loses that 0.0 is a float, which strict readers ask for.
 */
export function withOlderKeys(text: string): string {
  const config: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (!isRecord(config)) return text;
  const added = [...rotaryKeys(text, config), ...dataType(config)].filter(([key]) => !Object.hasOwn(config, key));
  const lines = added.map(([key, value]) => `\n  ${JSON.stringify(key)}: ${value},`);
  return text.replace('{', `{${lines.join('')}`);
}

type Pair = readonly [key: string, json: string];

const dataType = ({ dtype }: Record<string, unknown>): Pair[] =>
  typeof dtype === 'string' ? [['torch_dtype', JSON.stringify(dtype)]] : [];

/** Of one set of parameters; where every kind of layer has its own, version 4 had keys of that model's own. */
function rotaryKeys(text: string, { rope_parameters: parameters }: Record<string, unknown>): Pair[] {
  const written = /"rope_parameters"\s*:\s*(\{[^{}]*\})/.exec(text)?.[1];
  if (!isRecord(parameters) || written === undefined) return [];
  const scaling = Object.keys(parameters).filter((key) => !beside.includes(key));
  const pairs = scaling.map((key) => `${JSON.stringify(key)}: ${textOf(written, key)}`);
  const isPlain = (parameters['rope_type'] ?? 'default') === 'default';
  return [
    ...beside.filter((key) => Object.hasOwn(parameters, key)).map((key): Pair => [key, textOf(written, key)]),
    ['rope_scaling', isPlain ? 'null' : `{${pairs.join(', ')}}`],
  ];
}

/** The value of a key as it is written, lists included. */
const textOf = (written: string, key: string): string =>
  new RegExp(`"${key}"\\s*:\\s*(\\[[^\\]]*\\]|"[^"]*"|[^,}\\s]+)`).exec(written)![1]!;
