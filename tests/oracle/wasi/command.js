'use strict';

// Commands: _start writes, reads its input, and ends with a code.

const { WASI } = require('node:wasi');
const { spawnSync } = require('child_process');
const { compile } = require('./fixtures/guest');

function run(options, calls, data) {
  const wasi = new WASI({ version: 'preview1', ...options });
  const namespace = options.version === 'unstable' ? 'wasi_unstable' : 'wasi_snapshot_preview1';
  const instance = new WebAssembly.Instance(compile({ calls, data, namespace }), wasi.getImportObject());
  const result = wasi.start(instance);
  return [result, Buffer.from(instance.exports.memory.buffer)];
}

// A list of three buffers, the second one empty, at 100.
const greeting = { 64: 'hello ', 80: 'there\n', 100: '\x40\0\0\0\x06\0\0\0\0\0\0\0\0\0\0\0\x50\0\0\0\x06\0\0\0' };

if (process.argv[2] === 'exit') {
  process.on('exit', () => console.log('not seen'));
  run({ returnOnExit: false }, [['proc_exit', 9]]);
} else if (process.argv[2] === 'input') {
  const [, memory] = run({}, [['fd_read', 0, 100, 3, 200], ['fd_write', 1, 100, 3, 204]], greeting);
  console.log(memory.readUInt32LE(200), memory.readUInt32LE(204));
} else {
  for (const version of ['preview1', 'unstable']) {
    const [code, memory] = run({ version }, [['fd_write', 1, 100, 3, 200]], greeting);
    console.log(version, code, memory.readUInt32LE(200));
  }
  console.log('exit', run({}, [['proc_exit', 42], ['fd_write', 1, 100, 3, 200]], greeting)[0]);
  console.log('no exit', run({ returnOnExit: true }, [['sched_yield']])[0]);
  const child = (...args) => spawnSync(process.execPath, ['--no-warnings', __filename, ...args], { encoding: 'utf8', input: 'typed in' });
  for (const word of ['exit', 'input']) {
    const { status, stdout, stderr } = child(word);
    console.log(word, { status, stdout, stderr });
  }
  try {
    run({}, [['fd_write', 1, 65536, 3, 200], ['proc_exit', 1]], greeting);
    new WASI({ version: 'preview1' }).start({ exports: { memory: new WebAssembly.Memory({ initial: 1 }), _start() { throw new RangeError('mine'); } } });
  } catch (error) {
    console.log(error.name, error.message);
  }
}
