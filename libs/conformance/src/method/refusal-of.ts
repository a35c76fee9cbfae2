import { loadAdapter, type MethodPlugin } from '@weitiao/checkpoint';
import { WeitiaoError } from '@weitiao/core';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTemporaryFolder } from '../bench/temporary-folder.js';
import { tinyFusedModel } from '../fakes/tiny-models.js';

/**
 * Why a method does not read an adapter folder with this configuration; the folder holds no tensors, so an accepted configuration is refused for these.
 * @param config content of adapter_config.json
 */
export const refusalOf = (plugin: MethodPlugin, config: Readonly<Record<string, unknown>>): Promise<string> =>
  inTemporaryFolder(async (folder) => {
    await writeFile(join(folder, 'adapter_config.json'), JSON.stringify(config));
    try {
      await loadAdapter(folder, [plugin], tinyFusedModel());
    } catch (error) {
      if (WeitiaoError.isInstance(error)) return error.message;
      throw error;
    }
    return 'not refused';
  });
