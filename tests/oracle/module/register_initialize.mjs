// initialize() gets a copy of the data given to register(), before any hook runs.

import { register } from 'node:module';
import { MessageChannel } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const data = { port: port2, list: [1, 2] };
register(`data:text/javascript,${encodeURIComponent(`
  let from;
  export async function initialize(data) {
    await 0;
    from = data.list;
    data.port.postMessage({ got: data.list, type: typeof data.port.postMessage });
    data.port.close();
  }
  export async function load(url, context, next) {
    return url === 'hooked:it' ? { format: 'module', shortCircuit: true, source: 'export default ' + JSON.stringify(from) } : next(url, context);
  }
`)}`, { data, transferList: [port2] });
port1.on('message', (message) => console.log(message));
const closed = new Promise((resolve) => port1.on('close', resolve));
data.list.push(3);
await closed;
console.log((await import('hooked:it')).default);
