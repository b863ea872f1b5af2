'use strict';

// A device without space: each way of writing reports ENOSPC, once.

const fs = require('fs');
const child = require('child_process');
const { pipeline, Readable } = require('stream');

const describe = (error) => error && [error.code, error.errno, error.syscall, error.path, error.message];
const attempt = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, describe(error));
  }
};
(async () => {
  const fd = fs.openSync('/dev/full', 'w');
  attempt('writeSync', () => fs.writeSync(fd, 'x'));
  attempt('writeSync nothing', () => fs.writeSync(fd, ''));
  attempt('writevSync', () => fs.writevSync(fd, [Buffer.from('a'), Buffer.from('b')]));
  attempt('writeFileSync', () => fs.writeFileSync('/dev/full', 'x'));
  attempt('writeFileSync fd', () => fs.writeFileSync(fd, 'x'));
  attempt('appendFileSync', () => fs.appendFileSync('/dev/full', 'x'));
  for (const [name, ...args] of [['write', fd, 'x'], ['writev', fd, [Buffer.from('x')]], ['writeFile', '/dev/full', 'x'], ['appendFile', '/dev/full', 'x']]) {
    await new Promise((resolve) => {
      let calls = 0;
      fs[name](...args, (error) => {
        calls++;
        console.log(name, describe(error));
        setImmediate(() => resolve(calls === 1 || console.log('called', calls)));
      });
    });
  }
  await fs.promises.writeFile('/dev/full', 'x').catch((error) => console.log('promise', describe(error)));
  const handle = await fs.promises.open('/dev/full', 'w');
  for (const method of ['write', 'writeFile', 'appendFile']) await handle[method]('x').catch((error) => console.log('handle', method, describe(error)));
  await handle.close();
  for (const options of [{}, { autoClose: false }, { emitClose: false }]) {
    const events = [];
    const stream = fs.createWriteStream('/dev/full', options);
    for (const event of ['open', 'ready', 'drain', 'error', 'finish', 'close']) stream.on(event, (error) => events.push(error?.code ?? event));
    stream.write('one', (error) => events.push(`write ${error?.code}`));
    stream.write('two', (error) => events.push(`second ${error?.code}`));
    stream.end((error) => events.push(`end ${error?.code}`));
    await new Promise((resolve) => setTimeout(resolve, 100));
    console.log(events.join());
    if (stream.fd) stream.close();
  }
  await new Promise((resolve) => pipeline(Readable.from(['a', 'b']), fs.createWriteStream('/dev/full'), (error) => {
    console.log('pipeline', describe(error));
    resolve();
  }));
  fs.closeSync(fd);
  const out = child.spawnSync('sh', ['-c', 'echo hi > /dev/full'], { encoding: 'utf8' });
  console.log('child', out.status !== 0, out.stderr.length > 0);
})();
