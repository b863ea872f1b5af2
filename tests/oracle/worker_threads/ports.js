'use strict';
const { MessageChannel, MessagePort, markAsUncloneable, markAsUntransferable, receiveMessageOnPort } = require('worker_threads');

const attempt = (run) => {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};

const { port1, port2 } = new MessageChannel();
const buffer = new ArrayBuffer(5);
const fixed = new ArrayBuffer(3);
markAsUntransferable(fixed);
const unique = {};
markAsUncloneable(unique);
for (const args of [[], [1, 5], [1, { transfer: 5 }], [1, [port1]], [1, [buffer, buffer]], [1, [{}]], [new MessageChannel().port1], [Symbol('x')],
                    [() => {}], [fixed, [fixed]], [unique]]) {
  attempt(() => port1.postMessage(...args));
}
attempt(() => new MessagePort());
attempt(() => receiveMessageOnPort({}));
port1.postMessage({ a: [1, new Map([[1, new Set([2])]])], b: new Uint8Array([1, 2]) });
port1.postMessage(buffer, [buffer]);
console.log(receiveMessageOnPort(port2), receiveMessageOnPort(port2), receiveMessageOnPort(port2), buffer.byteLength);

const inner = new MessageChannel();
inner.port1.on('message', (message) => {
  console.log('through the moved port', message);
  inner.port1.close();
});
port1.on('message', (message) => console.log('port1', message));
port1.on('close', () => console.log('port1 closed'));
port2.onmessage = ({ data, ports, target }) => {
  console.log(Object.keys(data), ports.length, target === port2);
  ports[0].postMessage('hello');
  port2.postMessage('bye');
  port2.close();
};
port1.postMessage({ port: inner.port2 }, [inner.port2]);
process.nextTick(() => console.log('tick'));
(async () => {
  console.log(structuredClone(new DOMException('m', 'AbortError')).name, await structuredClone(new Blob(['blob'])).text());
  const error = structuredClone(new RangeError('r', { cause: 1 }));
  console.log(error instanceof RangeError, error.message, error.cause);
})();
