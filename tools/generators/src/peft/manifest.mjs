import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Ranges of what a generated package needs are those of this one, which a release keeps up to date. @type {Record<string, string>} */
const ranges = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')).devDependencies;

/** @param {readonly string[]} names */
const withRanges = (...names) => Object.fromEntries(names.map((name) => [name, ranges[name]]));

const kit = ['@weitiao/backend-tensorflow', '@weitiao/conformance'];
/** What runs the spec of a package that stands alone, and what the kit wants beside it. */
const tools = [
  ...['@jest/globals', '@swc/core', '@swc/jest', '@types/node'],
  ...[kit[0], '@weitiao/checkpoint', kit[1], '@weitiao/evaluation', '@weitiao/nn', 'jest', 'typescript'],
].filter((name) => name !== undefined);
const output = { types: './dist/index.d.ts', default: './dist/index.js' };

/**
 * package.json of a method's package.
 * @param {import('./place.mjs').Place} place
 * @param {{ name: string, title: string, peftType: string }} words
 */
export function manifestOf({ isHere, packageName }, { name, title, peftType }) {
  return {
    name: packageName,
    version: '0.1.0',
    description: `A parameter-efficient method for Weitiao: ${title}.`,
    type: 'module',
    ...(isHere && { license: 'Apache-2.0' }),
    sideEffects: false,
    exports: {
      './package.json': './package.json',
      '.': isHere ? { '@weitiao/source': './src/index.ts', ...output } : output,
    },
    files: ['dist', 'README.md', 'CHANGELOG.md'],
    ...(!isHere && { scripts }),
    dependencies: withRanges('zod'),
    peerDependencies: withRanges('@weitiao/core', '@weitiao/tensor'),
    devDependencies: withRanges(...(isHere ? kit : tools)),
    weitiao: { kind: 'peft', name, peftTypes: [peftType] },
    ...(isHere && { nx: { name: `peft-${name}`, tags: ['layer:plugin', 'kind:peft'] } }),
  };
}

/** Jest is asked for by name, for it may lie in the workspace's node_modules; it runs ES modules only with this flag. */
const scripts = {
  build: 'tsc -p tsconfig.json',
  test: `node --experimental-vm-modules --no-warnings -e "require('jest').run(process.argv.slice(1))" --`,
};
