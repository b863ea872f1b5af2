// The store of a request follows it through promises, timers, ticks and I/O.
const { AsyncLocalStorage } = require('node:async_hooks');
const { stat } = require('node:fs');

const request = new AsyncLocalStorage();
const log = (text) => console.log(`[${request.getStore() ?? 'none'}] ${text}`);

function handle(id) {
  request.run(id, async () => {
    log('begins');
    await new Promise((resolve) => setTimeout(resolve, id === 'a' ? 40 : 1));
    log('after a timer');
    stat(__filename, () => process.nextTick(log, 'after I/O and a tick'));
  });
}
handle('a');
handle('b');
log('outside');
