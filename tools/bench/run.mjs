/** `npm run bench [-- step|epoch|score|trial|products|storage|large|pickled] [-- --rounds N]`, on the built packages. */
await import('./dist/main.js').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error(`${error.message}\nThe packages are not built: npm run bench builds them first.`);
  process.exitCode = 69;
});
