import type { BaseModel, Site } from '@weitiao/core';

/** Sites that differ only in their layer are one line. */
export function siteLines({ sites }: BaseModel): string[] {
  const groups = new Map<string, number>();
  for (const site of sites) groups.set(describe(site), (groups.get(describe(site)) ?? 0) + 1);
  return [...groups].map(([line, count]) => `${line} · ${count}`);
}

const describe = ({ path, kind, role, inputWidth, outputWidth }: Site): string =>
  `${kind.padEnd(9)} ${path.split('.').at(-1)!.padEnd(20)} ${role.padEnd(26)} ${inputWidth} → ${outputWidth}`;
