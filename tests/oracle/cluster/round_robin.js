'use strict';
const cluster = require('cluster');
const http = require('http');

if (cluster.isPrimary) {
  let listening = 0;
  for (let i = 0; i < 2; i++) cluster.fork();
  cluster.on('listening', (worker, address) => {
    if (++listening < 2) return;
    const seen = {};
    let left = 6;
    const ask = () => http.get({ port: address.port, agent: false }, (response) => {
      response.setEncoding('utf8').on('data', (text) => { seen[text] = (seen[text] ?? 0) + 1; });
      response.on('end', () => {
        if (--left > 0) return ask();
        console.log(seen[1] + seen[2], seen[1] > 0 && seen[2] > 0, address.addressType);
        cluster.disconnect(settle);
      });
    });
    ask();
  });
  // The operating system decides whether the last exit or the callback of disconnect() comes first: the script awaits all three.
  let waiting = 3;
  const settle = () => { if (--waiting === 0) console.log('settled', Object.keys(cluster.workers)); };
  cluster.on('exit', (worker, code, signal) => {
    console.log('exit', code, signal, worker.exitedAfterDisconnect, worker.isDead());
    settle();
  });
  console.log(cluster.isWorker, cluster.schedulingPolicy === cluster.SCHED_RR, Object.keys(cluster.settings));
} else {
  http.createServer((request, response) => response.end(String(cluster.worker.id))).listen(0);
}
