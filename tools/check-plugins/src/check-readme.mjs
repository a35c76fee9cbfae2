import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/**
 * The README of a plugin is there and tells every option.
 * @param {string} root
 * @param {import('./workspace-packages.mjs').Package} plugin
 * @returns {Promise<string[]>} faults
 */
export async function checkReadme(root, { folder }) {
  const file = join(root, folder, 'README.md');
  if (!existsSync(file)) return [`${folder}: has no README.md.`];
  const text = readFileSync(file, 'utf8');
  const options = await optionsOf(join(root, folder, 'dist', 'index.js'));
  const untold = options.filter((option) => !text.includes(`\`${option}\``));
  return untold.map((option) => `${folder}/README.md: does not tell the option \`${option}\`.`);
}

/** Names of a built plugin's options. @param {string} file @returns {Promise<string[]>} */
async function optionsOf(file) {
  if (!existsSync(file)) return [];
  const { default: plugin } = await import(pathToFileURL(file).href);
  const schema = z.toJSONSchema(plugin.options, { unrepresentable: 'any', io: 'input' });
  return Object.keys(schema.properties ?? {});
}
