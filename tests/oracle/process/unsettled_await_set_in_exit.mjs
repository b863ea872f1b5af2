process.on('exit', (code) => {
  console.log('exit', code, process.exitCode);
  process.exitCode = 42;
});
await new Promise(() => {});
