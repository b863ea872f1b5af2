// The loop runs while something ref'd is under way. Then 'beforeExit' may start more work; 'exit' is the end.
let again = 1;
setInterval(() => console.log('never: nothing else keeps the process alive'), 1000).unref();
setTimeout(() => console.log('timeout'), 5);
process.on('beforeExit', () => {
  console.log('beforeExit');
  if (again-- > 0) setImmediate(() => console.log('one more'));
});
process.on('exit', (code) => console.log(`exit ${code}`));
