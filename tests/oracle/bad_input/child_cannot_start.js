'use strict';

// Programs that cannot be started, with every function that starts one. A program that can be started runs beside them.

const child = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cannot-'));
const make = (name, content, mode) => {
  fs.writeFileSync(path.join(folder, name), content);
  fs.chmodSync(path.join(folder, name), mode);
  return path.join(folder, name);
};
const targets = {
  missing: path.join(folder, 'none'),
  unnamed: 'there-is-no-such-program',
  unexecutable: make('plain', 'echo hi', 0o644),
  'without interpreter': make('shebang', '#!/no/such/interpreter\n', 0o755),
  empty: make('empty', '', 0o755),
};
const show = (text) => `${text}`.replaceAll(folder, '<folder>');
const describe = (error) => error && [error.code, error.errno, show(error.syscall), show(error.path), error.spawnargs?.length, show(error.message)];

(async () => {
  const running = child.spawn('cat');
  const echoed = new Promise((resolve) => running.stdout.on('data', resolve));
  for (const [name, target] of Object.entries(targets)) {
    const events = [];
    await new Promise((resolve) => {
      const started = child.spawn(target, ['one', 'two']);
      console.log(name, 'pid', typeof started.pid, 'connected', started.connected, 'stdin', started.stdin !== null);
      for (const event of ['spawn', 'error', 'exit', 'close']) started.on(event, (error) => events.push(event === 'error' ? describe(error) : event));
      started.stdin?.on('error', () => {});
      started.on('close', () => {
        console.log(events);
        console.log(started.exitCode, started.signalCode);
        resolve();
      });
    });
    const result = child.spawnSync(target);
    console.log('sync', describe(result.error), result.status, result.signal, typeof result.pid, result.output?.map(String).map(show));
    await new Promise((resolve) => child.execFile(target, (error, stdout, stderr) => {
      console.log('execFile', describe(error), error?.cmd && show(error.cmd), JSON.stringify(stdout), JSON.stringify(stderr));
      resolve();
    }));
    try {
      child.execFileSync(target);
    } catch (error) {
      console.log('execFileSync', describe(error), error.status);
    }
  }
  await new Promise((resolve) => child.exec('exit 3', { shell: path.join(folder, 'no-shell') }, (error) => {
    console.log('exec', describe(error));
    resolve();
  }));
  await new Promise((resolve) => child.exec('exit 3', { cwd: path.join(folder, 'nowhere') }, (error) => {
    console.log('exec cwd', describe(error));
    resolve();
  }));
  await new Promise((resolve) => {
    const forked = child.fork(path.join(folder, 'no-module.js'), { silent: true });
    forked.on('exit', (code, signal) => {
      console.log('fork', code, signal);
      resolve();
    });
  });
  const controller = new AbortController();
  controller.abort();
  await new Promise((resolve) => child.spawn('cat', { signal: controller.signal }).on('error', (error) => {
    console.log('aborted', error.name, error.code);
    resolve();
  }));
  running.stdin.end('still here');
  console.log(`${await echoed}`);
  fs.rmSync(folder, { recursive: true });
})();
