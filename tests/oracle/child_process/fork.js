'use strict';
const { fork } = require('child_process');

if (process.argv[2] === 'child') {
  console.log('connected', process.connected, typeof process.send, process.argv.length);
  process.on('message', (message) => {
    if (message === 'stop') process.disconnect();
    else process.send({ echo: message });
  });
  process.on('disconnect', () => process.exit(process.connected ? 1 : 7));
  process.send('ready');
} else {
  const modes = ['json', 'advanced'];
  const next = () => {
    const serialization = modes.shift();
    if (serialization === undefined) return;
    const child = fork(__filename, ['child'], { serialization });
    child.on('message', (message) => {
      console.log(serialization, message);
      if (message === 'ready') child.send(serialization === 'json' ? { a: [1, null, 'é'] } : { map: new Map([[1, Buffer.from('x')]]), big: 1n });
      else child.send('stop');
    });
    child.on('disconnect', () => console.log('disconnected', child.connected));
    child.on('exit', (code, signal) => {
      console.log('exit', code, signal);
      child.send('late', (error) => console.log(error.code, error.message));
    });
    child.on('close', next);
  };
  next();
  try {
    fork(__filename, [], { stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (error) {
    console.log(error.code, error.message);
  }
}
