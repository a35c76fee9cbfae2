import type { BaseModel } from '@weitiao/core';
import type { AdapterConfig } from './adapter-config.js';

/**
 * A configuration without those names of `target_modules` that mean no module here, where others do: peft passes over them, so that one list can
 * serve several architectures. Methods refuse them, as they are misspelt when a user writes them.
 */
export function presentTargets(config: AdapterConfig, { sites }: BaseModel): AdapterConfig {
  const { target_modules: targets } = config.values;
  if (!Array.isArray(targets)) return config;
  const present = targets.filter((target) => sites.some(({ path }) => path === target || path.endsWith(`.${target}`)));
  if (present.length === 0 || present.length === targets.length) return config;
  return { ...config, values: { ...config.values, target_modules: present } };
}
