/**
 * Gives every workspace package its targets, so that a package needs no more than `package.json` and `tsconfig.json`.
 * Name and tags of a project stand under `nx` in its `package.json`.
 */
const { dirname, basename } = require('node:path');
const { existsSync } = require('node:fs');

/** Builds `src` into `dist`; packages that it depends on are built first. */
const build = (root) => ({
  command: `tsc -p ${root}/tsconfig.json --customConditions null`,
  cache: true,
  dependsOn: ['^build'],
  inputs: ['production', '^production'],
  outputs: ['{projectRoot}/dist'],
});

/** Specs run on sources; Jest is given the folder, its settings are the root's. */
const test = (root) => ({
  command: `node --experimental-vm-modules --no-warnings=ExperimentalWarning node_modules/jest/bin/jest.js --rootDir . --roots ${root}`,
  cache: true,
  inputs: ['source', '^production'],
});

const lint = (root) => ({
  command: `eslint ${root}`,
  cache: true,
  inputs: ['source', '^production'],
});

function infer(files) {
  return files.map((file) => {
    const root = dirname(file);
    const typescript = existsSync(`${root}/tsconfig.json`);
    const targets = typescript ? { build: build(root), test: test(root), lint: lint(root) } : { lint: lint(root) };
    return [file, { projects: { [root]: { root, targets, metadata: { description: basename(root) } } } }];
  });
}
module.exports.createNodesV2 = ['{libs/*,apps/*,tools/*,plugins/*/*}/package.json', infer];
