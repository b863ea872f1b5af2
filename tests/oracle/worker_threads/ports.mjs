// A port goes to a worker, to a second one, and comes back.
import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';
const pass = `
  const { parentPort, workerData } = require('worker_threads');
  parentPort.once('message', ({ port, hops }) => {
    port.postMessage('seen by ' + workerData);
    parentPort.postMessage({ port, hops: hops + 1 }, [port]);
  });
`;
const { port1, port2 } = new MessageChannel();
port1.postMessage('queued before it left');
const first = new Worker(pass, { eval: true, workerData: 'first' });
const second = new Worker(pass, { eval: true, workerData: 'second' });
const said = [];
port1.on('message', (text) => said.push(text));
port1.on('close', () => console.log('port1 closed', said));
first.on('message', ({ port, hops }) => {
  console.log('back from first', hops);
  second.postMessage({ port, hops }, [port]);
});
second.on('message', ({ port, hops }) => {
  console.log('back from second', hops, receiveMessageOnPort(port));
  port1.postMessage('still there');
  port.on('message', (text) => {
    console.log('at last', text);
    port.close();
  });
});
first.postMessage({ port: port2, hops: 0 }, [port2]);
try {
  first.postMessage({ port: port2 }, [port2]);
} catch (error) {
  console.log(error.name, error.message);
}
