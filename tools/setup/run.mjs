/**
 * What `npm start`, `npm test` and `npm run …` call: installs and builds what is missing, then runs the command.
 * Plain JavaScript without dependencies, for it runs before anything is installed.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Weitiao needs Node 20.19 or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'Get it from https://nodejs.org, or with nvm: nvm install 22\n',
  );
  process.exit(69);
}
const { main } = await import('./src/main.mjs');
await main(process.argv.slice(2));
