'use strict';

// A request that its handler has not read can be read later, and ends then.

const http = require('http');
const { finished } = require('stream');

const readers = {
  resume(req, done) { req.on('end', done).resume(); },
  listen(req, done) { req.on('data', () => {}).on('end', done); },
  async iterate(req, done) {
    for await (const chunk of req) console.log(chunk.length);
    done();
  },
  pipe(req, done) { req.pipe(require('fs').createWriteStream('/dev/null')).on('finish', done); },
  finish(req, done) {
    finished(req, { writable: false }, done);
    req.unpipe();
    req.resume();
  },
};
const server = http.createServer((req, res) => {
  const { 1: how, 2: socket } = req.url.split('/');
  if (socket) req.socket.setNoDelay(true);
  setTimeout(() => {
    console.log(req.url, req.method, req.complete, req.readable, req.readableEnded);
    readers[how](req, () => {
      console.log('ended', req.readableEnded, req.read());
      res.end('read');
    });
  }, 10);
}).listen(0, async () => {
  const agent = new http.Agent({ keepAlive: true });
  for (const how in readers) {
    for (const socket of ['', 'socket']) {
      for (const method of ['GET', 'POST']) {
        await new Promise((resolve) => {
          http.request({ port: server.address().port, path: `/${how}/${socket}`, method, agent }, (res) => res.resume().on('end', resolve)).end(method === 'POST' ? 'body' : undefined);
        });
      }
    }
  }
  agent.destroy();
  server.close();
});
