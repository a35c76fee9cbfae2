/**
 * The last step of this package's build: writes `study.schema.json` beside package.json, for editors
 * (`# yaml-language-server: $schema=./node_modules/weitiao/study.schema.json`). It knows the plugins that the command comes with;
 * `weitiao study schema` writes one with those that are installed.
 */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFileAtomically } from '@weitiao/checkpoint';
import { PluginCatalogue } from '@weitiao/container';
import { studySchema } from '@weitiao/study';

const own = realpathSync(fileURLToPath(new URL('..', import.meta.url)));
const schema = await studySchema(PluginCatalogue.search([own]), ({ heldBy }) => heldBy === join(own, 'package.json'));
await writeFileAtomically(join(own, 'study.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
