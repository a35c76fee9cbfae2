import { inFolder, readHeaderOf, readTensorHeader, type WeightPlace } from '@weitiao/checkpoint';
import { DataFormatError, exitCodes, WeitiaoError } from '@weitiao/core';
import type { RemoteModel } from '@weitiao/hub';

/** Where a model is: configuration and tokenizer in a folder; its weights there or, of an id, still at its hub. */
export interface ModelPlace {
  readonly folder: string;
  readonly remote?: RemoteModel;
}

/** Where its weights lie. Headers at the hub are read from there, and nothing of them is kept. @throws as the hub does */
export async function weightPlace({ folder, remote }: ModelPlace): Promise<WeightPlace> {
  const missing = await remote?.missing();
  return remote && missing?.length !== 0 ? atHub(remote) : inFolder(folder);
}

const atHub = (remote: RemoteModel): WeightPlace => ({
  name: remote.name,
  files: async () => remote.weights,
  pathOf: (file) => remote.about(file),
  text: async (file) => (await remote.text(file)) ?? '',
  async header(file) {
    const here = await remote.here(file);
    if (here !== undefined) return readTensorHeader(here);
    const bytes = remote.bytes(file);
    if (bytes) return readHeaderOf(bytes, remote.about(file));
    throw new DataFormatError(remote.about(file), 'the repository has no such file.');
  },
});

/** What loading a model of a hub would download. */
export interface DownloadFacts {
  readonly files: number;
  readonly bytes: number;
}

/** Undefined where nobody lists its files, or its index is none. @throws UnavailableError, StudyError */
export async function downloadFacts(remote: RemoteModel): Promise<DownloadFacts | undefined> {
  const missing = await remote.missing().catch((error: unknown) => {
    if (isOfData(error)) return undefined;
    throw error;
  });
  return missing && { files: missing.length, bytes: missing.reduce((sum, { size }) => sum + size, 0) };
}

/** Whether an error tells of the model itself: what is wrong with it is a fact among the others. */
export const isOfData = (error: unknown): error is WeitiaoError =>
  WeitiaoError.isInstance(error) && error.exitCode === exitCodes.data;
