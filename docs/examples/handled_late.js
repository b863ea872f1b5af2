// A rejection counts as unhandled when all ticks and microtasks have run and no handler is attached.
process.on('unhandledRejection', (reason) => console.log('unhandled:', reason.message));
process.on('rejectionHandled', () => console.log('handled after all'));

const soon = Promise.reject(new Error('caught in a tick'));
process.nextTick(() => soon.catch(() => console.log('in time')));
const late = Promise.reject(new Error('caught in an immediate'));
setImmediate(() => late.catch(() => console.log('too late')));
