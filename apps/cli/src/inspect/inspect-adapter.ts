import {
  chooseMethod,
  folderForm,
  readAdapterConfig,
  readTensorHeader,
  readTrainingTemplate,
  tensorFileIn,
} from '@weitiao/checkpoint';
import { methodsFor } from '@weitiao/study';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';

/** Which method an adapter folder is of, with what options, and its tensors. Loads no values. */
export async function inspectAdapter(
  folder: string,
  { json = false }: { json?: boolean },
  { out }: Console,
): Promise<void> {
  const config = await readAdapterConfig(folder);
  const method = chooseMethod(config, await methodsFor(installedPlugins(folder), folder));
  const { tensors } = await readTensorHeader(await tensorFileIn(folder, folderForm(config.type)));
  const listed = [...tensors].map(([name, { type, shape }]) => ({ name, type, shape }));
  const parameters = listed.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
  const { type, baseModel } = config;
  const template = await readTrainingTemplate(folder);
  if (json)
    return printJson(out, {
      folder,
      peftType: type,
      method: method.name,
      options: method.options,
      baseModel,
      ...(template && { template }),
      parameters,
      tensors: listed,
    });
  print(out, `${folder}: ${type}, read by method ${method.name} with ${JSON.stringify(method.options)}`);
  print(
    out,
    `trained on ${baseModel ?? 'a model that it does not name'}${template ? `, template ${template.name} (version ${template.version})` : ''} · ${parameters.toLocaleString('en')} parameters in ${listed.length} tensors`,
  );
  for (const { name, type: kind, shape } of listed) print(out, `  ${kind.padEnd(5)} [${shape.join(', ')}]  ${name}`);
}
