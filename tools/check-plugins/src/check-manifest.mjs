/** Kinds that plugin lookup knows, and the folder of each. */
const folders = {
  model: 'models',
  peft: 'peft',
  dataset: 'datasets',
  benchmark: 'benchmarks',
  judge: 'judges',
  backend: 'backends',
  launcher: 'launchers',
};

/**
 * What plugin lookup, nx and a release rely on in the package.json of a plugin.
 * @param {import('./workspace-packages.mjs').Package} plugin
 * @returns {string[]} faults
 */
export function checkManifest({ folder, manifest }) {
  const { name, weitiao, nx, files, peerDependencies } = manifest;
  const where = `${folder}/package.json`;
  const { kind = '', name: short = '' } = weitiao ?? {};
  if (!(kind in folders) || !short) {
    const kinds = Object.keys(folders).join(', ');
    return [
      `${where}: wants "weitiao": { "kind": one of ${kinds}; "name": … }, for without it no study finds the plugin.`,
    ];
  }
  const home = `plugins/${folders[/** @type {keyof typeof folders} */ (kind)]}/${short}`;
  const tags = nx?.tags ?? [];
  return [
    name !== `@weitiao/${kind}-${short}` &&
      `${where}: is named "${name}"; a ${kind} "${short}" is found as "@weitiao/${kind}-${short}".`,
    folder !== home && `${where}: lies in ${folder}; its kind and name say ${home}.`,
    kind === 'model' &&
      !weitiao?.modelTypes?.length &&
      `${where}: wants "modelTypes" under "weitiao": those of config.json that it reads.`,
    ...['layer:plugin', `kind:${kind}`].map((tag) => !tags.includes(tag) && `${where}: wants "${tag}" in nx.tags.`),
    ...['dist', 'README.md'].map((file) => !files?.includes(file) && `${where}: "files" leaves out ${file}.`),
    !peerDependencies?.['@weitiao/core'] && `${where}: wants @weitiao/core as a peer dependency.`,
  ].filter((fault) => typeof fault === 'string');
}
