'use strict';

// Wrong options, wrong instances, and calls before the start.

const { WASI } = require('wasi');
const { compile } = require('./fixtures/guest');

const memory = new WebAssembly.Memory({ initial: 1 });
const version = 'preview1';

function attempt(name, action) {
  try {
    console.log(name, action());
  } catch (error) {
    console.log(name, error.name, error.code, error.message, Object.keys(error), error.errno, error.syscall);
  }
}

for (const options of [
  undefined, null, 1, {}, { version: 1 }, { version: 'preview2' }, { version, args: 'x' }, { version, args: [Symbol('s')] }, { version, env: 1 },
  { version, preopens: 'x' }, { version, preopens: { '/x': '/no/such/folder' } }, { version, preopens: { '/x': __filename } }, { version, stdin: 'x' },
  { version, stdout: -1 }, { version, stderr: 1.5 }, { version, stdin: 9876 }, { version, returnOnExit: 1 },
]) attempt(options, () => new WASI(options).wasiImport !== undefined);
attempt('call', () => WASI());

for (const instance of [
  undefined, 1, {}, { exports: 1 }, { exports: {} }, { exports: { memory: {} } }, { exports: { memory } }, { exports: { memory, _start: 1 } },
  { exports: { memory, _start() {}, _initialize() {} } }, { exports: { memory, _start() { return 5; } } }, { exports: { memory, _initialize() {} } },
  { exports: { memory, _initialize: 1 } },
]) {
  for (const method of ['start', 'initialize', 'finalizeBindings']) attempt(method, () => new WASI({ version })[method](instance));
}
attempt('memory', () => new WASI({ version }).finalizeBindings({ exports: {} }, { memory }));
attempt('memory', () => new WASI({ version }).finalizeBindings({ exports: { memory } }, { memory: 1 }));
for (const [first, second] of [['start', 'start'], ['start', 'initialize'], ['initialize', 'start'], ['finalizeBindings', 'start']]) {
  attempt(first + second, () => {
    const wasi = new WASI({ version });
    wasi[first]({ exports: { memory, [first === 'initialize' ? '_initialize' : '_start']() {} } });
    return wasi[second]({ exports: { memory } });
  });
}

const early = new WASI({ version });
const instance = new WebAssembly.Instance(compile({ calls: [['sched_yield']] }), early.getImportObject());
attempt('early', () => instance.exports._start());
attempt('early', () => early.wasiImport.fd_close(1));
attempt('count', () => [early.wasiImport.fd_close(), early.wasiImport.fd_close(1, 2)]);
early.start(instance);
attempt('types', () => [early.wasiImport.fd_close('1'), early.wasiImport.fd_seek(1, 0, 0, 0), early.wasiImport.args_get(1.5, 0)]);
attempt('descriptor', () => [early.wasiImport.fd_close(99), early.wasiImport.fd_filestat_get(99, 0)]);
console.log(Reflect.ownKeys(early).map(String), new WASI({ version: 'unstable' }).getImportObject());
