'use strict';

// Workers: sessions of their own, with the main thread, and through the main thread's.

const { Worker, isMainThread, parentPort } = require('worker_threads');
const { Session } = require('inspector');

async function ask(session, method, params) {
  return new Promise((resolve, reject) => session.post(method, params, (error, result) => (error ? reject(error) : resolve(result))));
}

async function inWorker() {
  parentPort.on('message', () => {});  // keeps this thread alive
  const results = [];
  const own = new Session();
  own.connect();
  results.push((await ask(own, 'Runtime.evaluate', { expression: 'typeof globalThis.name' })).result.value);
  own.disconnect();
  const main = new Session();
  main.connectToMainThread();
  results.push((await ask(main, 'Runtime.evaluate', { expression: 'globalThis.name' })).result.value);
  await ask(main, 'Debugger.enable');
  const paused = new Promise((resolve) => main.once('Debugger.paused', ({ params }) => resolve(params.callFrames[0].functionName)));
  parentPort.postMessage('pause');
  results.push(await paused);
  await ask(main, 'Debugger.resume');
  main.disconnect();
  parentPort.postMessage(results);
  parentPort.close();
}

function hit() {
  debugger;
  return 'resumed';
}

async function throughMain() {
  const session = new Session();
  session.connect();
  const worker = new Worker('setInterval(() => {}, 1000); globalThis.answer = 42; require("worker_threads").parentPort.postMessage("up")', { eval: true });
  await new Promise((resolve) => worker.once('message', resolve));
  const id = await new Promise((resolve) => {
    session.once('NodeWorker.attachedToWorker', ({ params }) => {
      console.log(params.workerInfo.type, params.workerInfo.title.replace(/\d+/, 'N'), params.waitingForDebugger);
      resolve(params.sessionId);
    });
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  });
  const reply = new Promise((resolve) => session.once('NodeWorker.receivedMessageFromWorker', ({ params }) => resolve(params.message)));
  const message = JSON.stringify({ id: 7, method: 'Runtime.evaluate', params: { expression: 'answer' } });
  session.post('NodeWorker.sendMessageToWorker', { sessionId: id, message });
  console.log(await reply);
  session.once('NodeWorker.detachedFromWorker', ({ params }) => {
    console.log('detached', params.sessionId === id);
    session.disconnect();
  });
  worker.terminate();
}

if (isMainThread) {
  globalThis.name = 'the main thread';
  const worker = new Worker(__filename);
  worker.on('message', (message) => console.log(message === 'pause' ? hit() : message));
  worker.on('exit', (code) => {
    console.log('exit', code);
    throughMain();
  });
} else {
  inWorker();
}
