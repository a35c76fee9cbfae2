import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CannotWriteError } from '@weitiao/core';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { syntheticStudy } from './__fixtures__/synthetic-study.js';
import { renderReport, type WrittenReport } from './render-report.js';

const golden = join(import.meta.dirname, '__fixtures__/golden');
const folder = mkdtempSync(join(tmpdir(), 'weitiao-report-'));
const read = (path: string) => readFileSync(path, 'utf8');
let written: WrittenReport;

beforeAll(async () => {
  written = await renderReport(syntheticStudy(40), join(folder, 'report'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('renderReport', () => {
  it('writes the Markdown and the tables that a person has read', () => {
    for (const name of readdirSync(golden)) {
      // Under a name of their own, so that nobody formats them.
      const path = [written.markdown, ...written.tables].find((file) => `${file}.golden`.endsWith(name))!;
      expect(read(path)).toBe(read(join(golden, name)));
    }
  });

  it('names every file that it wrote, and leaves nothing else', () => {
    const csv = ['scores', 'contrasts', 'trials', 'curves', 'learning-rates', 'parameters', 'answers'].map(
      (name) => `${name}.csv`,
    );
    const ofBenchmarks = ['mmcu', 'belle-eval'].flatMap((name) => [
      `${name}-scores.tex`,
      `${name}-contrasts.tex`,
      `${name}-contrasts-by-group.tex`,
    ]);
    const tex = ['learning-rates', 'parameters', 'cost-by-arm', 'cost', 'holes'].map((name) => `${name}.tex`);
    const names = [...csv, ...ofBenchmarks, ...tex];
    expect(written.tables).toEqual(names.map((name) => join(folder, 'report/tables', name)));
    expect(readdirSync(join(folder, 'report')).sort()).toEqual(['plots', 'report.html', 'report.md', 'tables']);
    expect(readdirSync(join(folder, 'report/tables')).sort()).toEqual(names.sort());
    expect(readdirSync(join(folder, 'report/plots')).sort()).toEqual(
      written.plots.map((path) => basename(path)).sort(),
    );
  });

  it('shows every plot in the Markdown as a file that stands by itself', () => {
    const links = [...read(written.markdown).matchAll(/^!\[.*\]\((.*)\)$/gm)].map(([, link]) =>
      join(folder, 'report', link!),
    );
    expect(links).toEqual(written.plots);
    for (const plot of links) expect(read(plot)).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"(?!.*var\()/s);
  });

  it('writes no file outside its folder, whatever a benchmark is called', async () => {
    const trials = syntheticStudy(4).trials.map((trial) => ({
      ...trial,
      evaluations: Object.fromEntries(Object.values(trial.evaluations).map((of, index) => [`../../${index}/.`, of])),
    }));
    const { plots, tables } = await renderReport({ ...syntheticStudy(4), trials }, join(folder, 'names'));
    for (const path of [...plots, ...tables]) expect(dirname(dirname(path))).toBe(join(folder, 'names'));
    expect(plots.map((path) => basename(path))).toContain('-0--scores.svg');
  });

  it('writes the same bytes again', async () => {
    const again = await renderReport(syntheticStudy(40), join(folder, 'again'));
    expect(read(again.html)).toBe(read(written.html));
  });

  it('writes a page that loads nothing', () => {
    expect(read(written.html)).not.toMatch(/(?:src|href)="(?!#)|@import|url\(/);
  });

  it('reports a study of which nothing is done', async () => {
    const trials = syntheticStudy(4).trials.map(({ id, arm, seed }) => ({
      id,
      arm,
      seed,
      status: 'planned' as const,
      evaluations: {},
    }));
    const empty = await renderReport({ ...syntheticStudy(4), trials, searches: [], sizes: [] }, join(folder, 'empty'));
    expect(read(empty.markdown)).toContain('8 of 8 trials gave no result');
    expect(read(empty.html)).toContain('No trial was evaluated.');
    expect(empty.tables.map((path) => path.split('/').at(-1))).toEqual(['trials.csv', 'cost.tex', 'holes.tex']);
    const none = await renderReport({ name: 'none', trials: [], manifest: undefined }, join(folder, 'none'));
    expect(read(none.html)).toContain('There is nothing to compare.');
  });

  it('says where it cannot write', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(renderReport(syntheticStudy(4), join(folder, 'file'))).rejects.toThrow(CannotWriteError);
  });
});
