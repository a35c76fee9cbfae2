/**
 * Gives every workspace package its targets, so that a package needs no more than `package.json` and `tsconfig.json`.
 * Name and tags of a project stand under `nx` in its `package.json`.
 */
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const jest = 'node --experimental-vm-modules --no-warnings=ExperimentalWarning node_modules/jest/bin/jest.js';

/**
 * Builds `src` into `dist`, after the packages that it needs when it runs. What only specs use (devDependencies) is no part of that
 * order: there a library may well use a plugin that is built on it. What `src/after-build.ts` does comes last: it runs the code of other packages
 * and writes a JSON Schema beside package.json.
 */
const build = (root, needed, hasLastStep) => ({
  command: `tsc -p ${root}/tsconfig.json --customConditions null${hasLastStep ? ` && node ${root}/dist/after-build.js` : ''}`,
  cache: true,
  dependsOn: needed.length > 0 ? [{ projects: needed, target: 'build' }] : [],
  inputs: ['production', { dependentTasksOutputFiles: hasLastStep ? '**/*.{js,d.ts}' : '**/*.d.ts', transitive: true }],
  outputs: ['{projectRoot}/dist', ...(hasLastStep ? ['{projectRoot}/*.schema.json'] : [])],
});

/** Specs run on sources. One Jest process a package, with one worker: nx runs two packages at a time. */
const test = (root) => ({
  command: `${jest} --rootDir . --roots ${root} --passWithNoTests --maxWorkers 1`,
  cache: true,
  inputs: ['source', '^production', 'machine'],
});

const lint = (root) => ({ command: `eslint ${root}`, cache: true, inputs: ['source', '^production'] });

function inferTargets(files, _options, { workspaceRoot }) {
  const manifests = new Map(files.map((file) => [file, JSON.parse(readFileSync(join(workspaceRoot, file), 'utf8'))]));
  const projects = new Map([...manifests.values()].map(({ name, nx }) => [name, nx?.name ?? name]));
  return files.map((file) => {
    const root = dirname(file);
    const { dependencies, peerDependencies } = manifests.get(file);
    const needed = Object.keys({ ...dependencies, ...peerDependencies }).flatMap((name) => projects.get(name) ?? []);
    const has = (name) => existsSync(join(workspaceRoot, root, name));
    const targets = { lint: lint(root) };
    if (has('tsconfig.json')) targets.build = build(root, needed, has('src/after-build.ts'));
    if (has('src')) targets.test = test(root);
    return [file, { projects: { [root]: { root, targets } } }];
  });
}

module.exports.createNodesV2 = ['{libs/*,apps/*,tools/*,plugins/*/*}/package.json', inferTargets];
