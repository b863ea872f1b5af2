'use strict';
// The parts of `process` that a worker does not have.
const { Worker, isMainThread } = require('worker_threads');
if (isMainThread) {
  process.env.NODE_CHANNEL_FD = 'x';
  new Worker(__filename);
} else {
  for (const name of ['abort', 'chdir', 'send', 'disconnect', 'setuid', 'setgid', 'seteuid', 'setegid', 'setgroups', 'initgroups', 'umask', 'execve']) {
    try {
      process[name](0);
      console.log(name, 'done');
    } catch (error) {
      console.log(name, error.name, error.code, error.message, process[name].disabled);
    }
  }
  for (const name of ['channel', 'connected']) {
    try {
      console.log(process[name]);
    } catch (error) {
      console.log(name, error.code, error.message);
    }
  }
  console.log(typeof process.umask(), process.cwd() === __dirname, process.pid > 0);
  process.on('SIGUSR2', () => console.log('never'));
  process.title = 'mine';
  console.log(process.title, process.listenerCount('SIGUSR2'));
}
