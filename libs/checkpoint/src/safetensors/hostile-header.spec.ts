import { describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rawSafetensors, writeRaw } from '../__fixtures__/raw-safetensors.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readSafetensorsHeader } from './read-header.js';

const folder = temporaryFolder();
const file = join(folder, 'some.safetensors');
const tensor = (dtype: unknown, shape: unknown, offsets: unknown) => ({ dtype, shape, data_offsets: offsets });
const good = { a: tensor('F32', [2, 3], [0, 24]), b: tensor('F16', [], [24, 26]), c: tensor('I64', [0, 7], [26, 26]) };

describe('a hostile header', () => {
  it('knows nothing but DataFormatError, whatever bytes are changed', async () => {
    const whole = rawSafetensors({ __metadata__: { format: 'pt' }, ...good }, 26);
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 6 }), fc.nat(whole.length), async (changes, cut) => {
        const bytes = Buffer.from(whole.subarray(0, cut % 5 === 0 ? whole.length : cut));
        changes.filter(({ at }) => at < bytes.length).forEach(({ at, byte }) => (bytes[at] = byte));
        writeFileSync(file, bytes);
        await onlyDataFormatError(readSafetensorsHeader(file));
      }),
      { numRuns: 400 },
    );
  });

  it('knows nothing but DataFormatError, whatever the header says', async () => {
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record({
        dtype: fc.oneof(fc.constantFrom('F32', 'I64', '__proto__', 'toString'), fc.jsonValue()),
        shape: fc.oneof(fc.array(fc.nat(4)), fc.array(fc.double()), fc.jsonValue()),
        data_offsets: fc.oneof(fc.tuple(fc.nat(40), fc.nat(40)), fc.jsonValue()),
      }),
    );
    const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', '__metadata__', 'constructor'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, entry), { maxLength: 4 }), fc.nat(40), async (entries, bytes) => {
        const header = `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
        writeRaw(file, header, bytes);
        await onlyDataFormatError(readSafetensorsHeader(file));
      }),
      { numRuns: 400 },
    );
  });

  it('survives a header that nests a million deep', async () => {
    writeRaw(file, '{"a":' + '['.repeat(1_000_000), 0);
    await expect(readSafetensorsHeader(file)).rejects.toBeInstanceOf(DataFormatError);
  });
});

async function onlyDataFormatError(reading: Promise<unknown>): Promise<void> {
  const error = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined) expect(error).toBeInstanceOf(DataFormatError);
}
