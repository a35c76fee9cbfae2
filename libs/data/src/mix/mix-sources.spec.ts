import { describe, expect, it } from '@jest/globals';
import { rowsOf, type Conversation, type DataSource, type InstructionSource, type Services } from '@weitiao/core';
import fc from 'fast-check';
import { mixSources } from './mix-sources.js';

const services: Services = { signal: new AbortController().signal, folder: '/', warn: () => undefined };

/** A source of `rows` rows that say where they come from; `closed` tells whether its reader was ended. */
function numbered(name: string, rows: number): InstructionSource & { closed: boolean } {
  const source = {
    specVersion: 1 as const,
    kind: 'dataset' as const,
    name,
    options: {},
    licence: 'none',
    closed: false,
    async *conversations() {
      try {
        for (let row = 0; row < rows; row++) yield { turns: [{ role: 'user' as const, content: `${name}${row}` }] };
      } finally {
        source.closed = true;
      }
    },
  };
  return source;
}

async function firstTurns(source: DataSource): Promise<string[]> {
  const rows: string[] = [];
  for await (const row of rowsOf(source, services)) rows.push((row as Conversation).turns[0]!.content);
  return rows;
}

describe('a mixture', () => {
  it('takes rows in turn by their shares and ends with the first source that has no more', async () => {
    const [a, b] = [numbered('a', 4), numbered('b', 9)];
    const rows = await firstTurns(
      mixSources([
        { source: a, share: 0.8 },
        { source: b, share: 0.2 },
      ]),
    );
    expect(rows).toEqual(['a0', 'a1', 'a2', 'a3', 'b0']);
    expect([a.closed, b.closed]).toEqual([true, true]);
  });

  it('is at no row a whole row behind a share, and repeats none', async () => {
    const shares = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(shares, async (parts) => {
        const total = parts.reduce((sum, share) => sum + share, 0);
        const rows = await firstTurns(
          mixSources(parts.map((share, index) => ({ source: numbered(`${index}:`, 30), share }))),
        );
        expect(new Set(rows).size).toBe(rows.length);
        for (let length = 1; length <= rows.length; length++) {
          parts.forEach((share, index) => {
            const taken = rows.slice(0, length).filter((row) => row.startsWith(`${index}:`)).length;
            expect(taken).toBeGreaterThan((length * share) / total - 1);
          });
        }
      }),
      { numRuns: 30 },
    );
  });
});
