import type { InstalledPlugin, PluginCatalogue } from '@weitiao/container';
import { shortName } from '@weitiao/container';
import { componentKey, type Kind } from '@weitiao/core';
import { z } from 'zod';
import { studyOptions } from './study-file.js';

type Json = Record<string, unknown>;

/** Section of a study file → kind of the plugins that it names. */
const sections: Readonly<Record<string, Kind>> = {
  models: 'model',
  methods: 'peft',
  data: 'dataset',
  benchmarks: 'benchmark',
};

/**
 * JSON Schema of study files, for editors: every key, and for each installed plugin its options.
 * A plugin that cannot be loaded is left out.
 * @param wanted which of them; all when absent
 */
export async function studySchema(
  plugins: PluginCatalogue,
  wanted: (plugin: InstalledPlugin) => boolean = () => true,
): Promise<Json> {
  const study = jsonSchemaOf(studyOptions);
  const properties = study['properties'] as Record<string, Json>;
  const definitions: Json = {};
  for (const kind of [...Object.values(sections), 'judge'] as Kind[]) {
    const known = await Promise.all(
      plugins.all
        .filter((plugin) => plugin.kind === kind && wanted(plugin))
        .map(async (plugin) => [shortName(plugin), await optionsOf(plugins, plugin)] as const),
    );
    definitions[kind] = pluginSchema(kind, known);
  }
  for (const [section, kind] of Object.entries(sections)) {
    const { additionalProperties: written, ...rest } = properties[section]!;
    properties[section] = { ...rest, additionalProperties: narrowed(written as Json, kind) };
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A Weitiao study',
    ...study,
    $defs: definitions,
  };
}

const jsonSchemaOf = (schema: z.ZodType): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Json;
  return json;
};

async function optionsOf(plugins: PluginCatalogue, plugin: InstalledPlugin): Promise<Json | undefined> {
  try {
    return jsonSchemaOf((await plugins.load(plugin.kind, plugin)).options);
  } catch {
    return undefined;
  }
}

/** `use`, and by what it is the options beside it; of packages that are not installed any. */
function pluginSchema(kind: Kind, known: readonly (readonly [string, Json | undefined])[]): Json {
  const extra = kind === 'benchmark' ? { protocols: { type: 'array', items: { type: 'string' } } } : {};
  const rules = known.flatMap(([use, options]) => {
    if (!options?.['properties']) return [];
    const given = Object.entries(options['properties']).map(([option, schema]) => [option, referring(schema as Json)]);
    const then = { ...options, properties: { use: {}, ...extra, ...(Object.fromEntries(given) as Json) } };
    return [{ if: { properties: { use: { const: use } }, required: ['use'] }, then }];
  });
  const names = { anyOf: [{ enum: known.map(([use]) => use) }, { type: 'string' }] };
  return { type: 'object', properties: { use: names }, required: ['use'], allOf: rules };
}

/** An option that is a component itself. */
const referring = (schema: Json): Json =>
  typeof schema[componentKey] === 'string' ? { $ref: `#/$defs/${schema[componentKey]}` } : schema;

/** What a section may hold, with the plain reference replaced by those that are installed. */
function narrowed(written: Json, kind: Kind): Json {
  const reference = { $ref: `#/$defs/${kind}` };
  const choices = written['anyOf'] as Json[] | undefined;
  if (!choices) return reference;
  const isReference = ({ properties }: Json) => properties !== undefined && 'use' in (properties as Json);
  return { ...written, anyOf: choices.map((choice) => (isReference(choice) ? reference : choice)) };
}
