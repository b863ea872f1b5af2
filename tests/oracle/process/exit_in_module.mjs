process.on('exit', (code) => console.log('exit', code));
setTimeout(() => process.exit(), 1);
await new Promise(() => {});
