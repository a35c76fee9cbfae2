import { describe, expect, it } from '@jest/globals';
import { plugins } from '../__fixtures__/trial-folder.js';
import { studySchema } from './study-schema.js';

type Json = { readonly [key: string]: any };

describe('the JSON Schema of study files', () => {
  it('has every key with its words, and the options of each plugin that is installed', async () => {
    const schema = (await studySchema(plugins)) as Json;
    expect(schema['required']).toEqual(['study', 'models', 'methods', 'data', 'train']);
    expect(schema['additionalProperties']).toBe(false);
    expect(schema['properties'].train.properties.budget.description).toBe('How long to train.');
    const [rate, search, byMethod] = schema['properties'].train.properties.learningRate.anyOf;
    expect([rate.type, search.properties.search.type, byMethod.type]).toEqual(['number', 'array', 'object']);
    expect(schema['properties'].equalParameters.description).toMatch(/name of a method/);
    expect(schema['properties'].models.additionalProperties).toEqual({ $ref: '#/$defs/model' });
    expect(schema['properties'].methods.additionalProperties.anyOf).toEqual([
      { type: 'string', const: 'none' },
      { $ref: '#/$defs/peft' },
    ]);
    const lora = schema['$defs'].peft.allOf.find((rule: Json) => rule['if'].properties.use.const === 'lora');
    expect(Object.keys(lora.then.properties)).toEqual(expect.arrayContaining(['use', 'rank', 'targetModules']));
    const belle = schema['$defs'].benchmark.allOf.find(
      (rule: Json) => rule['if'].properties.use.const === 'belle-eval',
    );
    expect(belle.then.properties.judge).toEqual({ $ref: '#/$defs/judge' });
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });

  it('may know some of the plugins alone', async () => {
    const schema = (await studySchema(plugins, ({ name }) => name === 'lora')) as Json;
    const known = ({ allOf }: Json) => allOf.map((rule: Json) => rule['if'].properties.use.const);
    expect(known(schema['$defs'].peft)).toEqual(['lora']);
    expect(known(schema['$defs'].dataset)).toEqual([]);
  });
});
