import { expect, it } from '@jest/globals';
import { Project } from '../__fixtures__/project.js';
import { PluginCatalogue } from './plugin-catalogue.js';

const examCode = `
  import { componentOption, defineEvaluator } from '@weitiao/core';
  import { z } from '${import.meta.resolve('zod')}';
  const options = z.strictObject({ judge: componentOption('judge'), note: z.unknown().optional() });
  export default defineEvaluator({ name: 'exam', version: '1', options, async *items() {}, grade: () => ({ score: 1 }) });
`;

it('configures the components among the options of a plugin first', async () => {
  const packages = { '@weitiao/benchmark-exam': '*', '@weitiao/judge-strict': '*' };
  using project = new Project({ name: 'mine', devDependencies: packages });
  project.install('@weitiao/judge-strict', { kind: 'judge', name: 'strict' });
  project.install('@weitiao/benchmark-exam', { kind: 'benchmark', name: 'exam' }, examCode);
  const plugins = PluginCatalogue.search([project.folder]);
  const configure = (judge: unknown) =>
    plugins.configure('benchmark', { use: 'exam', judge, note: { use: 'nothing that is looked up' } });

  expect((await configure({ use: 'strict', rank: 3 })).options).toMatchObject({
    judge: { kind: 'judge', name: 'strict', options: { rank: 3 } },
    note: { use: 'nothing that is looked up' },
  });
  await expect(configure({ use: 'strictt' })).rejects.toThrow(
    /"@weitiao\/judge-strictt" is not installed.* Did you mean "strict"\?/,
  );
  await expect(configure({ use: 'strict', rnak: 3 })).rejects.toMatchObject({
    message: expect.stringMatching(/^@weitiao\/judge-strict has no option "rnak"/) as unknown,
    path: ['judge', 'rnak'],
  });
  await expect(configure('strict')).rejects.toThrow(/"judge" is "strict"\. A judge was wanted/);
});
