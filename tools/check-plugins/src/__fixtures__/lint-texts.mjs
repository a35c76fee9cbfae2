/** Lints texts as if they stood in files of this checkout. stdin: `[{ file, text }]`; stdout: the rules that each breaks. */
import { text as readAll } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const cases = JSON.parse(await readAll(process.stdin));
const eslint = new ESLint();
const broken = [];
for (const { file, text } of cases) {
  const [result] = await eslint.lintText(text, { filePath: file });
  broken.push(result?.messages.map(({ ruleId }) => ruleId) ?? []);
}
process.stdout.write(JSON.stringify(broken));
