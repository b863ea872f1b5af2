// The next event as a promise, and all further events as an async iterator.
const { EventEmitter, on, once } = require('node:events');

const source = new EventEmitter();
async function readAll() {
  const [first] = await once(source, 'value');
  console.log('once', first);
  for await (const [value] of on(source, 'value', { close: ['end'] })) console.log('on', value);
  console.log('ended');
}
readAll();

source.emit('value', 1);
setImmediate(() => {
  source.emit('value', 2);
  source.emit('value', 3);
  source.emit('end');
});
