import { EngineError } from './engine-error.mjs';
import { runCommand } from './run-command.mjs';

const howToGet = {
  'python3 with pip':
    'Debian, Ubuntu: sudo apt install python3 python3-pip · Fedora: sudo dnf install python3-pip · macOS: brew install python',
  'a C++ compiler':
    'Debian, Ubuntu: sudo apt install g++ · Fedora: sudo dnf install gcc-c++ · macOS: xcode-select --install',
};

/** @typedef {{ python: string | undefined, compiler: string | undefined }} Tools */

/** Programs that building the engine needs. @returns {Promise<Tools>} */
export async function findTools() {
  const { PYTHON, CXX } = process.env;
  const pythons = [PYTHON, 'python3', '/usr/bin/python3', 'python'];
  const compilers = [CXX, 'g++', 'c++', 'clang++'];
  const [python, compiler] = await Promise.all([
    firstThatRuns(pythons, ['-m', 'pip', '--version']),
    firstThatRuns(compilers, ['--version']),
  ]);
  return { python, compiler };
}

/** What is missing, one line each, with how to get it. @param {Tools} tools */
export function missingTools({ python, compiler }) {
  const missing = /** @type {(keyof typeof howToGet)[]} */ ([]);
  if (!python) missing.push('python3 with pip');
  if (!compiler) missing.push('a C++ compiler');
  return missing.map((name) => `${name} is missing.\n    ${howToGet[name]}`);
}

/** @returns {Promise<{ python: string, compiler: string }>} @throws {EngineError} naming all that is missing */
export async function requireTools() {
  const tools = await findTools();
  const { python, compiler } = tools;
  if (python && compiler) return { python, compiler };
  throw new EngineError(missingTools(tools).join('\n    '));
}

/** @param {readonly (string | undefined)[]} programs @param {readonly string[]} args */
async function firstThatRuns(programs, args) {
  for (const program of programs) {
    if (program && (await runCommand(program, args)).code === 0) return program;
  }
  return undefined;
}
