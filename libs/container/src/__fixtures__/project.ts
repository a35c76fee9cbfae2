import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const core = fileURLToPath(new URL('../../../core', import.meta.url));

/** A user's project in a temporary folder, with packages that are installed in it. */
export class Project implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'weitiao-project-'));

  constructor(packageJson: object) {
    this.write('package.json', JSON.stringify(packageJson));
    mkdirSync(join(this.folder, 'node_modules/@weitiao'), { recursive: true });
    symlinkSync(core, join(this.folder, 'node_modules/@weitiao/core'));
  }

  /** One whose package.json holds these packages. */
  static holding(...names: readonly string[]): Project {
    return new Project({ name: 'mine', devDependencies: Object.fromEntries(names.map((name) => [name, '*'])) });
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Installs a package that says `field` under `weitiao`; by default it exports a method of that name. */
  install(name: string, field: unknown, code = methodCode(field)): void {
    const manifest = { name, version: '1.2.3', type: 'module', exports: './index.js', weitiao: field };
    this.write(`node_modules/${name}/package.json`, JSON.stringify(manifest));
    this.write(`node_modules/${name}/index.js`, code);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const methodCode = (field: unknown) => `
  import { definePlugin } from '@weitiao/core';
  import { z } from '${import.meta.resolve('zod')}';
  const { kind, name } = ${JSON.stringify(field)};
  export default definePlugin(kind, name, z.strictObject({ rank: z.number().default(8) }), () => ({}));
`;
