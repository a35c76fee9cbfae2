import { fromFd, type Entry, type ZipFile } from 'yauzl';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { readFully } from '../files/read-fully.js';
import { refuseUnless } from './refused.js';

/** A file inside the archive: stored as it is, so that its numbers can be read in place. */
export interface Stored {
  /** Of its first byte in the archive. */
  readonly position: number;
  readonly bytes: number;
}

/** What PyTorch saves (zip, since 1.6): `<anything>/data.pkl`, and the numbers in `<anything>/data/<key>`. */
export interface TorchArchive {
  readonly pickle: Uint8Array;
  readonly storages: ReadonlyMap<string, Stored>;
}

/** Names and shapes of many thousand tensors take less. */
const mostPickleBytes = 64 * 2 ** 20;

/** @throws RefusedPickleError, or yauzl's errors for a zip file that contradicts itself */
export async function readArchive(handle: FileHandle, file: string): Promise<TorchArchive> {
  await checkBeginning(handle);
  const zip = await promisify<number, object, ZipFile>(fromFd)(handle.fd, { lazyEntries: true, autoClose: false });
  const entries = await entriesOf(zip);
  const pickles = entries.filter(({ fileName }) => /^[^/]+\/data\.pkl$/.test(fileName));
  const [pickle] = pickles;
  refuseUnless(pickle !== undefined, 'the archive holds no data.pkl: PyTorch did not save it');
  // Two readers could take two different ones for the model.
  refuseUnless(pickles.length === 1, `the archive holds ${pickles.length} files data.pkl`);
  const numbers = `${pickle.fileName.slice(0, -'data.pkl'.length)}data/`;
  const storages = new Map<string, Stored>();
  for (const entry of entries.filter(({ fileName }) => fileName.startsWith(numbers))) {
    const key = entry.fileName.slice(numbers.length);
    refuseUnless(!storages.has(key), `the archive holds ${entry.fileName} twice`);
    storages.set(key, await storedAt(zip, entry));
  }
  const { position, bytes } = await storedAt(zip, pickle);
  refuseUnless(bytes <= mostPickleBytes, `its data.pkl has ${bytes} bytes, more than any state dict needs`);
  const content = new Uint8Array(bytes);
  await readFully(handle, file, content, position);
  return { pickle: content, storages };
}

async function checkBeginning(handle: FileHandle): Promise<void> {
  const { buffer } = await handle.read(new Uint8Array(24), 0, 24, 0);
  const text = Buffer.from(buffer).toString('latin1');
  refuseUnless(!text.startsWith('\x80'), 'it is of the form that was saved before PyTorch 1.6');
  refuseUnless(
    !text.startsWith('version https://git-lfs'),
    'it is a Git LFS pointer, not the file itself: run "git lfs pull"',
  );
}

const entriesOf = (zip: ZipFile): Promise<Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });

async function storedAt(zip: ZipFile, entry: Entry): Promise<Stored> {
  refuseUnless(
    entry.compressionMethod === 0 && !entry.isEncrypted(),
    `${entry.fileName} is compressed or encrypted; PyTorch stores its files as they are`,
  );
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  return { position: fileDataStart, bytes: entry.uncompressedSize };
}
