'use strict';
// The events of a process: exit codes, exit events, warnings.

const log = (...parts) => console.log(...parts);
log(typeof process.version, process.release.name, process.argv.length, process.title.length > 0, typeof process.pid);
log(process.exitCode, process.uptime() < 100, process.hrtime.bigint() > 0n, process.hrtime().length, typeof process.memoryUsage.rss());
log(Object.keys(process.memoryUsage()), Object.keys(process.resourceUsage()).length, Object.keys(process.cpuUsage()));
log(process.umask() === process.umask(process.umask()), process.cwd() === __dirname, process.platform, process.arch);
for (const bad of [() => process.chdir('/no/such'), () => process.kill('x'), () => process.kill(1, 'SIGNOPE'), () => process.nextTick(1), () => { process.exitCode = 'x'; },
                   () => process.emitWarning(5), () => process.hrtime(5), () => process.cpuUsage(1), () => process.setUncaughtExceptionCaptureCallback(1), () => process.umask('9')]) {
  try {
    bad();
    log('no error');
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
process.env.NEW = 5;
log(process.env.NEW, 'NEW' in process.env, delete process.env.NEW, process.env.NEW, process.env.NO_COLOR);
process.on('warning', (warning) => log('warning', warning.name, warning.code, warning.message));
process.emitWarning('careful');
process.emitWarning('old', { type: 'DeprecationWarning', code: 'X001', detail: 'more' });
process.emitWarning('old', { type: 'DeprecationWarning', code: 'X001' });
process.on('unhandledRejection', (reason, promise) => log('unhandled', reason, promise instanceof Promise));
process.on('rejectionHandled', () => log('handled late'));
process.on('uncaughtExceptionMonitor', (error, origin) => log('monitor', error.message, origin));
process.once('uncaughtException', (error, origin) => log('uncaught', error.message, origin));
process.on('multipleResolves', () => log('never'));
const late = Promise.reject('why');
setTimeout(() => {
  late.catch(() => {});
  setTimeout(() => { throw new Error('thrown'); }, 10);
}, 5);
process.on('beforeExit', (code) => log('beforeExit', code));
process.on('exit', (code) => { log('exit', code, process.exitCode); process.exitCode = 9; });
setTimeout(() => { process.exitCode = 3; }, 40);
