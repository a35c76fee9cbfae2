import semver from 'semver';

/**
 * A release of one package leaves the others alone, so nothing else notices when a range no longer takes what the workspace holds.
 * @param {readonly import('./workspace-packages.mjs').Package[]} packages
 * @returns {string[]} faults
 */
export function checkRanges(packages) {
  const versions = new Map(packages.map(({ manifest }) => [manifest.name, manifest.version]));
  return packages.flatMap(({ folder, manifest }) => {
    const { dependencies, devDependencies, peerDependencies } = manifest;
    return Object.entries({ ...dependencies, ...devDependencies, ...peerDependencies }).flatMap(([name, range]) => {
      const version = versions.get(name);
      if (version === undefined || semver.satisfies(version, range)) return [];
      return `${folder}/package.json: wants ${name} ${range}, the workspace has ${version}.`;
    });
  });
}
