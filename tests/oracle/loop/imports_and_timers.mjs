// Timers that modules start during the import of others.
setTimeout(() => console.log('timer'), 40);
const { default: os } = await import('node:os');
console.log(typeof os.cpus);
await Promise.all([import('node:path'), import('node:url')]);
console.log('imported');
