/** `node tools/check-plugins/check.mjs [checkout]`: one line a fault; exit code 1 when there is one. */
import { join } from 'node:path';
import { checkManifest } from './src/check-manifest.mjs';
import { checkRanges } from './src/check-ranges.mjs';
import { checkReadme } from './src/check-readme.mjs';
import { workspacePackages } from './src/workspace-packages.mjs';

const root = process.argv[2] ?? join(import.meta.dirname, '..', '..');
const packages = workspacePackages(root);
const plugins = packages.filter(({ folder }) => folder.startsWith('plugins/'));
const faults = [
  ...checkRanges(packages),
  ...plugins.flatMap(checkManifest),
  ...(await Promise.all(plugins.map((plugin) => checkReadme(root, plugin)))).flat(),
];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log(`${packages.length} packages, ${plugins.length} of them plugins: all is well`);
