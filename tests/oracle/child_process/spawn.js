'use strict';
// Events and streams of children, one child after the other, so that the order is certain.
const { exec, execFile, spawn } = require('child_process');
const { promisify } = require('util');

function watch(name, child) {
  return new Promise((resolve) => {
    let out = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => { out += text; });
    const seen = [];
    for (const event of ['spawn', 'error', 'exit']) child.on(event, (...args) => seen.push(event, args[0]?.code ?? args));
    child.on('close', (...args) => { console.log(name, JSON.stringify([seen, args, out])); resolve(); });
  });
}

(async () => {
  const reader = spawn('sh', ['-c', 'read x; echo "got $x"; exit 4']);
  reader.stdin.end('abc\n');
  await watch('reader', reader);
  const missing = spawn('no-such-program', ['a']);
  missing.on('error', (error) => console.log(error.message, error.code, error.errno, error.path, error.spawnargs));
  await watch('missing', missing);
  await watch('no folder', spawn('true', { cwd: '/no/such/folder' }));
  await watch('denied', spawn('/etc/passwd'));
  const sleeper = spawn('sleep', ['10']);
  console.log(sleeper.kill(0), sleeper.killed, sleeper.kill('SIGTERM'), sleeper.killed);
  await watch('sleeper', sleeper);
  console.log(sleeper.exitCode, sleeper.signalCode, sleeper.kill());
  await watch('environment', spawn('sh', ['-c', 'echo $A-$B'], { env: { A: '1', B: undefined, PATH: process.env.PATH } }));
  await watch('argv0', spawn('sh', ['-c', 'echo $0'], { argv0: 'renamed' }));
  await watch('shell', spawn('echo one; exit 3', { shell: true }));
  await watch('ignored', spawn('sh', ['-c', 'echo x'], { stdio: 'ignore' }));
  const extra = spawn('sh', ['-c', 'echo three >&3; echo two >&2'], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  extra.stdio[3].setEncoding('utf8').on('data', (text) => console.log('3:', text));
  await watch('extra', extra);
  await new Promise((done) => exec('exit 5', (error, stdout, stderr) => { console.log(error.message, error.code, error.cmd, [stdout, stderr]); done(); }));
  await new Promise((done) => execFile('sleep', ['10'], { timeout: 50 }, (error) => { console.log(error.killed, error.signal, error.code); done(); }));
  await new Promise((done) => exec('echo 0123456789', { maxBuffer: 4 }, (error, stdout) => { console.log(error.code, error.message, stdout); done(); }));
  console.log(await promisify(exec)('echo hi'));
  await promisify(execFile)('sh', ['-c', 'echo out; echo err >&2; exit 1']).catch((error) => console.log(error.code, error.stdout, error.stderr));
  const controller = new AbortController();
  const aborted = spawn('sleep', ['10'], { signal: controller.signal });
  aborted.on('error', (error) => console.log(error.name, error.code, error.message));
  controller.abort();
  await watch('aborted', aborted);
})();
