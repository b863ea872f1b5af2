'use strict';

// No descriptor is left: each call that needs one reports EMFILE, open descriptors go on working, and later calls succeed again.

const child = require('child_process');

if (process.argv[2] !== 'limited') {
  const run = child.spawnSync('sh', ['-c', 'ulimit -n 120; exec "$0" "$@"', process.execPath, __filename, 'limited'], { encoding: 'utf8' });
  process.stdout.write(run.stdout);
  process.stderr.write(run.stderr);
  process.exitCode = run.status;
} else {
  const fs = require('fs');
  const net = require('net');
  const http = require('http');
  const dgram = require('dgram');
  const describe = (error) => error && [error.code, error.errno, error.syscall, error.message.replace(/127\.0\.0\.1:\d+/, 'HOST')];
  const later = (name, start) => new Promise((resolve) => {
    let calls = 0;
    const done = (error, ...rest) => {
      calls++;
      console.log(name, error ? describe(error) : rest.map((value) => typeof value));
      setTimeout(() => resolve(calls === 1 || console.log('called', calls)), 5);
    };
    try {
      start(done);
    } catch (error) {
      console.log('thrown');
      done(error);
    }
  });
  const server = net.createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1', () => {
    const open = net.connect(server.address().port, '127.0.0.1', async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const descriptors = [];
      try {
        for (;;) descriptors.push(fs.openSync('/dev/null'));
      } catch (error) {
        console.log('openSync', describe(error));
      }
      await later('open', (done) => fs.open('/dev/null', done));
      await later('readFile', (done) => fs.readFile(__filename, done));
      await later('writeFile', (done) => fs.writeFile('/dev/null', 'x', done));
      await later('readdir', (done) => fs.readdir('/', done));
      await later('stat', (done) => fs.stat('/', done));
      await later('promise', (done) => fs.promises.open('/dev/null').then(() => done(), done));
      await later('read stream', (done) => fs.createReadStream(__filename).on('error', done));
      await later('write stream', (done) => fs.createWriteStream('/dev/null').on('error', done));
      await later('connect', (done) => net.connect(server.address().port, '127.0.0.1').on('error', done));
      await later('http', (done) => http.get({ host: '127.0.0.1', port: server.address().port }).on('error', done));
      await later('listen', (done) => net.createServer().listen(0, '127.0.0.1').on('error', done));
      await later('spawn', (done) => child.spawn('true').on('error', done));
      await later('spawnSync', (done) => done(child.spawnSync('true').error));
      await later('udp', (done) => dgram.createSocket('udp4').on('error', done).bind(0, '127.0.0.1', () => done()));
      await later('echo', (done) => {
        open.once('data', (data) => done(null, data));
        open.write('hello');
      });
      for (const fd of descriptors) fs.closeSync(fd);
      await later('open again', (done) => fs.open('/dev/null', (error, fd) => {
        if (!error) fs.closeSync(fd);
        done(error, fd);
      }));
      await later('spawn again', (done) => child.spawn('true').on('exit', (code) => done(null, code)));
      open.end();
      server.close();
    });
  });
}
