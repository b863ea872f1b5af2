// An uncaught exception ends the process, unless 'uncaughtException' has a listener. The callback that threw is over; the rest goes on.
process.on('uncaughtException', (error, origin) => console.log(`${origin}: ${error.message}`));

setTimeout(() => {
  process.nextTick(() => console.log('a tick of the callback that threw'));
  throw new Error('in a timer');
}, 1);
Promise.reject(new Error('of a promise'));
setTimeout(() => console.log('later timers run'), 5);
