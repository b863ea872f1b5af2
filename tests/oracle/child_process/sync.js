'use strict';
const { execFileSync, execSync, spawnSync } = require('child_process');

const show = ({ status, signal, error, stdout, stderr }) =>
  console.log(status, signal, error?.code, error?.syscall, String(stdout), String(stderr));

show(spawnSync('sh', ['-c', 'cat; echo err >&2; exit 3'], { input: 'hello' }));
show(spawnSync('cat', { input: Buffer.alloc(200000, 'x') , encoding: 'latin1', stdio: ['pipe', 'ignore', 'pipe'] }));
console.log(spawnSync('cat', { input: 'é'.repeat(100000), encoding: 'utf8' }).stdout.length);
show(spawnSync('no-such-program'));
show(spawnSync('sleep', ['10'], { timeout: 50 }));
show(spawnSync('sleep', ['10'], { timeout: 50, killSignal: 'SIGKILL' }));
console.log(spawnSync('sh', ['-c', 'yes | head -c 100000'], { maxBuffer: 10 }).error.code);
console.log(execSync('echo hi', { encoding: 'utf8' }), execFileSync('echo', ['a', 'b']));
try {
  execSync('echo bad >&2; exit 7', { stdio: 'pipe' });
} catch (error) {
  console.log(error.message, error.status, error.signal, String(error.stderr), error.pid > 0);
}
for (const run of [
  () => spawnSync(''), () => spawnSync(5), () => spawnSync('x', 'y'), () => spawnSync('x', [], { cwd: 5 }), () => spawnSync('x', [], { shell: 5 }),
  () => spawnSync('x', [], { uid: 'a' }), () => spawnSync('x', [], { timeout: -1 }), () => spawnSync('x', [], { maxBuffer: 'a' }),
  () => spawnSync('x', [], { killSignal: 'SIGNOPE' }), () => spawnSync('x', [], { stdio: 'nope' }), () => spawnSync('x', [], { stdio: ['ipc'] }),
  () => spawnSync('x', ['a\0b']), () => spawnSync('x', [], { env: { A: 'a\0b' } }), () => spawnSync('x', [], { argv0: 5 }),
  () => spawnSync('x', [], { detached: 'yes' }),
]) {
  try {
    run();
    console.log('ran');
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
