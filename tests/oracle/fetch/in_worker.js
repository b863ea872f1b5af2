'use strict';

// fetch and its classes in a worker. Their objects cannot be sent to another thread.

const http = require('http');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');

if (isMainThread) {
  const server = http.createServer((req, res) => res.end(`answer to ${req.method}`)).listen(0, '127.0.0.1', () => {
    const worker = new Worker(__filename, { workerData: server.address().port });
    worker.on('message', (message) => console.log(message));
    worker.on('exit', (code) => {
      console.log('exit', code);
      server.closeAllConnections();
      server.close();
    });
  });
} else {
  (async () => {
    const url = `http://127.0.0.1:${workerData}/`;
    parentPort.postMessage(await (await fetch(url, { method: 'POST', body: 'x' })).text());
    await fetch(url, { signal: AbortSignal.abort() }).catch((error) => parentPort.postMessage(error.name));
    for (const value of [new Response('x'), new Headers(), new FormData(), new Request(url)]) {
      try {
        parentPort.postMessage(value);
      } catch (error) {
        parentPort.postMessage(`${error.name} ${error.code}`);
      }
    }
  })();
}
