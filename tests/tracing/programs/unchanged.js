// A trace must not change what this prints: it never calls functions of the program's.
const channel = require('node:diagnostics_channel');
const { AsyncResource } = require('node:async_hooks');
const { inspect } = require('node:util');

let shown = 0;
console.log({ [inspect.custom]() { return `shown ${++shown}`; } });
try {
  console.log({ [inspect.custom]() { throw new Error('cannot be shown'); } });
} catch (error) {
  console.log('caught:', error.message);
}
channel.channel('http.server.request.start').publish(undefined);
channel.channel('http.client.response.finish').publish({ request: { get method() { throw new Error('a getter'); } } });

Object.defineProperty(Temporal.Instant.prototype, 'epochNanoseconds', { get() { throw new Error('the clock'); } });
Object.defineProperty(Error, 'prepareStackTrace', { get() { throw new Error('the stack'); }, configurable: true });
class Resource extends AsyncResource {
  get _onTimeout() { throw new Error('a resource'); }
}
new Resource('Timeout').runInAsyncScope(() => console.log('in a resource'));
delete Error.prepareStackTrace;

let asked = 0;
function named() { console.log('named', asked); }
Object.defineProperty(named, 'name', { get() { asked++; throw new Error('a name'); } });
setTimeout(named, 1);
setImmediate(named);
process.nextTick(named);
process.on('uncaughtException', (error) => console.log('uncaught:', typeof error));
setTimeout(() => { throw Symbol('x'); }, 300);
setTimeout(() => { throw Object.create(null); }, 400);
