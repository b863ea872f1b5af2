'use strict';
const dc = require('diagnostics_channel');
const cp = require('child_process');
const net = require('net');

dc.subscribe('child_process', ({ process }) => console.log('child', process.pid, process.spawnfile, typeof process._handle.onexit));
cp.spawn('true').on('exit', () => {
  new cp.ChildProcess();
  const subscribers = {};
  for (const name of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
    subscribers[name] = (message) => console.log(name, Object.keys(message), message.options && Object.keys(message.options), message.error?.code);
  }
  dc.tracingChannel('net.server.listen').subscribe(subscribers);
  const server = net.createServer().listen({ port: 0, custom: 1 }, () => {
    net.createServer().on('error', (error) => {
      console.log(error.code);
      server.close();
    }).listen(server.address().port);
  });
  dc.subscribe('net.client.socket', (message) => console.log('socket', Object.keys(message)));
  try { new net.Socket().connect({}); } catch (error) { console.log(error.code); }
  try { net.connect(70000); } catch (error) { console.log(error.code); }
});
