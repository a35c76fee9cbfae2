import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import typescript from 'typescript-eslint';

// The rule about module boundaries reads the graph of packages that was computed last; without this, none or an old one.
process.env['NX_DAEMON'] ??= 'false';
await createProjectGraphAsync({ exitOnError: false });

const kit = ['layer:tensor', 'layer:core', 'layer:lib'];
const specs = '**/*.spec.ts';

/** Packages point one way: tensor → core → lib → plugin → app. Tags stand in each package.json under `nx`. */
const layers = [
  { sourceTag: 'layer:tensor', onlyDependOnLibsWithTags: ['layer:tensor'] },
  { sourceTag: 'layer:core', onlyDependOnLibsWithTags: ['layer:tensor', 'layer:core'] },
  { sourceTag: 'layer:lib', onlyDependOnLibsWithTags: kit },
  { sourceTag: 'layer:plugin', onlyDependOnLibsWithTags: kit },
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: [...kit, 'layer:plugin', 'layer:app'] },
  { sourceTag: 'layer:tool', onlyDependOnLibsWithTags: ['*'] },
];

const boundaries = (depConstraints) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      depConstraints,
      banTransitiveDependencies: true,
      // Specs use plugins and kits that are built on what they test; at run time there is no circle.
      ignoredCircularDependencies: kit.flatMap((layer) => [
        [`tag:${layer}`, 'tag:layer:plugin'],
        [`tag:${layer}`, 'tag:area:conformance'],
      ]),
    },
  ],
});

/** A name that begins with _ is one that a form asks for and nobody reads: `using _owner = …`. */
const ignored = { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' };

/** Who may import what, beyond the layers: everything is closed, and opened where it belongs. */
const doors = {
  tfjs: {
    group: ['@tensorflow/*'],
    message: 'Import from @weitiao/tensor: only libs/tensor and plugins/backends know tfjs.',
  },
  engine: { group: ['@tensorflow/*', '!@tensorflow/tfjs-core'], message: 'Only plugins/backends load an engine.' },
  container: {
    group: ['tsyringe', 'reflect-metadata'],
    message: 'Only libs/container knows it; services are arguments.',
  },
  services: { group: ['@weitiao/container'], message: 'Plugins get services as an argument.' },
  learning: {
    group: ['@weitiao/nn', '@weitiao/training'],
    message: 'Data and benchmarks know no model and no training.',
  },
  kits: {
    regex: '^@weitiao/conformance(?!/bench$)',
    message: 'Conformance kits are for *.spec.ts; tools measure with @weitiao/conformance/bench.',
  },
};
const closed = (...names) => ({ 'no-restricted-imports': ['error', { patterns: names.map((name) => doors[name]) }] });

export default typescript.config(
  { ignores: ['**/dist/**', '**/__fixtures__/**', '**/.venv/**', '.nx/**'] },
  typescript.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...closed('tfjs', 'container', 'kits'),
      ...boundaries(layers),
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ...ignored, ignoreRestSiblings: true }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Results have no chance in them: take a seed.' },
      ],
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { files: ['**/src/**/*.{ts,mjs}'], ignores: [specs], rules: { 'max-lines': ['error', 150] } },
  { files: ['libs/container/**/*.ts'], rules: closed('tfjs', 'kits') },
  { files: ['libs/tensor/**/*.ts'], rules: closed('engine', 'container', 'kits') },
  { files: ['plugins/**/*.ts'], rules: closed('tfjs', 'container', 'kits', 'services') },
  {
    files: ['plugins/{datasets,benchmarks}/**/*.ts'],
    rules: closed('tfjs', 'container', 'kits', 'services', 'learning'),
  },
  { files: ['plugins/backends/**/*.ts'], rules: closed('container', 'kits', 'services') },
  { files: [specs], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  {
    // Kits are run by specs and start an engine as they do.
    files: [specs, 'libs/conformance/**/*.ts'],
    rules: { ...boundaries([{ sourceTag: '*', onlyDependOnLibsWithTags: ['*'] }]), ...closed('container') },
  },
);
