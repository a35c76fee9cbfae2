import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LaunchEvent } from '@weitiao/core';
import local from './index.js';

const program = fileURLToPath(new URL('__fixtures__/trial-process.mjs', import.meta.url));
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'weitiao-launch-'))));
afterEach(() => rmSync(folder, { recursive: true }));

type Behaviour = readonly (string | number)[];
const trialsOf = (behaviours: Readonly<Record<string, Behaviour>>) =>
  Object.entries(behaviours).map(([id, behaviour]) => {
    const manifest = join(folder, `${id}.json`);
    writeFileSync(manifest, JSON.stringify(behaviour));
    return { id, manifest, output: join(folder, id) };
  });

async function launch(
  behaviours: Readonly<Record<string, Behaviour>>,
  options = {},
  on: (event: LaunchEvent, stop: () => void) => void = () => undefined,
) {
  const stop = new AbortController();
  const services = {
    signal: stop.signal,
    folder,
    warn: () => undefined,
    command: [process.execPath, program],
  };
  const events: LaunchEvent[] = [];
  for await (const event of local(options).launch(trialsOf(behaviours), services)) {
    events.push(event);
    on(event, () => stop.abort());
  }
  const ends = events.filter((event) => event.type === 'trial-end');
  return { events, ends: Object.fromEntries(ends.map(({ id, exitCode }) => [id, exitCode])) };
}
const attemptsOf = (id: string) => readdirSync(join(folder, id, 'attempts')).length;

describe('the local launcher', () => {
  it('runs all of them; when one fails the others go on, and what it said is told', async () => {
    const { events, ends } = await launch({ a: ['done'], b: [65], c: ['done'] });
    expect(ends).toEqual({ a: 0, b: 65, c: 0 });
    expect(events.find((event) => event.type === 'trial-end' && event.id === 'b')).toMatchObject({
      message: 'attempt 1: 65',
    });
    expect(events.map(({ type, id }) => `${type} ${id}`)).toEqual(
      ['a', 'b', 'c'].flatMap((id) => [`trial-start ${id}`, `trial-end ${id}`]),
    );
  });

  it('starts again what was interrupted or crashed, and not for ever', async () => {
    const { ends } = await launch({ a: [75, 'killed', 'done'], b: ['killed'], c: [70, 'done'] }, { retries: 2 });
    expect(ends).toEqual({ a: 0, b: 75, c: 70 });
    expect(['a', 'b', 'c'].map(attemptsOf)).toEqual([3, 3, 1]);
  });

  it('does not believe a 0 without a result', async () => {
    expect((await launch({ a: ['nothing'] })).ends).toEqual({ a: 70 });
  });

  it('runs several at a time, and never more', async () => {
    const { events } = await launch({ a: ['slow'], b: ['slow'], c: ['slow'] }, { maxParallel: 2 });
    expect(events.slice(0, 2).map(({ type, id }) => `${type} ${id}`)).toEqual(['trial-start a', 'trial-start b']);
    expect(events[2]!.type).toBe('trial-end');
  });

  it('leaves a trial to the process that took it over, and does the others first', async () => {
    const { events, ends } = await launch({ a: ['fenced'], b: ['done'] }, {}, ({ type, id }) => {
      if (type === 'trial-end' && id === 'b') writeFileSync(join(folder, 'a/result.json'), '{}');
    });
    expect(events.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'trial-start a',
      'trial-waits a',
      'trial-start b',
      'trial-end b',
      'trial-start a',
      'trial-end a',
    ]);
    expect(ends['b']).toBe(0);
  });

  it('does not start what a living process works on', async () => {
    mkdirSync(join(folder, 'a/attempts/1'), { recursive: true });
    const note = (name: string, value: object) =>
      writeFileSync(join(folder, 'a/attempts/1', name), JSON.stringify(value));
    note('attempt.json', { host: (await import('node:os')).hostname(), process: process.pid });
    note('heartbeat.json', {});
    const { events } = await launch({ a: ['done'] }, {}, (_, stop) => stop());
    expect(events).toEqual([{ type: 'trial-waits', id: 'a' }]);
    note('attempt.json', { host: (await import('node:os')).hostname(), process: 2 ** 22 + 1 });
    expect((await launch({ a: ['done'] })).ends).toEqual({ a: 0 });
  });

  it('asks what runs to stop when it is stopped, and starts nothing more', async () => {
    const { ends } = await launch({ a: ['endless'], b: ['done'] }, {}, ({ type }, stop) => {
      if (type !== 'trial-start') return;
      const timer = setInterval(() => {
        if (!existsSync(join(folder, 'a/listens'))) return;
        clearInterval(timer);
        stop();
      }, 20);
    });
    expect(ends).toEqual({ a: 75 });
    expect(existsSync(join(folder, 'a/was-asked'))).toBe(true);
  });
});
