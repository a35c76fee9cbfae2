// @ts-nocheck: a stand-in that is run, and imported by nothing.
// Behaves as `weitiao trial run` does, in the way that its manifest says for each time it is started.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

const [, , , , manifest, , output] = process.argv;
const attempts = join(output, 'attempts');
if (existsSync(join(output, 'result.json'))) process.exit(0);
mkdirSync(attempts, { recursive: true });
const number = readdirSync(attempts).length + 1;
const own = join(attempts, String(number));
mkdirSync(own);
const note = (name, value) => writeFileSync(join(own, name), JSON.stringify(value));
note('attempt.json', { host: hostname(), process: process.pid });
note('heartbeat.json', {});
const plan = JSON.parse(readFileSync(manifest, 'utf8'));
const what = plan[Math.min(number, plan.length) - 1];
console.error(`attempt ${number}: ${what}`);
const done = () => writeFileSync(join(output, 'result.json'), '{}', { flag: 'wx' });
if (what === 'done') done();
else if (what === 'killed') process.kill(process.pid, 'SIGKILL');
else if (what === 'slow') setTimeout(() => done(), 1000);
else if (what === 'endless') {
  process.on('SIGTERM', () => {
    writeFileSync(join(output, 'was-asked'), '');
    process.exit(75);
  });
  setInterval(() => undefined, 1000);
  writeFileSync(join(output, 'listens'), '');
} else if (what === 'fenced') {
  // Another one has begun, and is done soon.
  const other = join(attempts, String(number + 1));
  mkdirSync(other);
  writeFileSync(join(other, 'attempt.json'), JSON.stringify({ host: hostname(), process: process.ppid }));
  writeFileSync(join(other, 'heartbeat.json'), '{}');
  process.exit(76);
} else if (what !== 'nothing') process.exit(existsSync(join(output, 'result.json')) ? 0 : what);
