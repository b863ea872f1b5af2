process.on('unhandledRejection', (reason) => console.log(`unhandled: ${reason.message}`));
const failed = Promise.reject(new Error('early'));
setImmediate(() => failed.catch(() => console.log('too late')));
process.nextTick(() => console.log('tick'));
