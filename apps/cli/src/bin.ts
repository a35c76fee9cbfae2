#!/usr/bin/env node
import { main } from './main.js';

// Whoever reads the output may stop reading (`weitiao … | head`): no reason to break off with an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await main(process.argv.slice(2));
