'use strict';

// A NUL in a path, an argument, an environment or a name: the call throws or calls back with an error, and never cuts the text at the NUL.

const fs = require('fs');
const child = require('child_process');
const net = require('net');
const http = require('http');
const bad = 'some\0path';
const say = (name, error) => console.log(name, error?.name, error?.code, error?.message.replaceAll('\0', '<NUL>').replaceAll(process.cwd(), '<cwd>').split('\n')[0]);
const attempt = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    say(name, error);
  }
};
const calls = [
  ['access'], ['appendFile', 'x'], ['chmod', 0o600], ['chown', 1, 1], ['copyFile', 'b'], ['cp', 'b'], ['lchown', 1, 1], ['link', 'b'], ['lstat'], ['lutimes', 1, 1],
  ['mkdir'], ['mkdtemp'], ['open', 'r'], ['opendir'], ['readFile'], ['readdir'], ['realpath'], ['rename', 'b'], ['rm'], ['rmdir'], ['stat'],
  ['statfs'], ['symlink', 'b'], ['truncate', 1], ['unlink'], ['utimes', 1, 1], ['writeFile', 'x'],
];
(async () => {
  for (const [name, ...rest] of calls) {
    attempt(`${name}Sync`, () => fs[`${name}Sync`](bad, ...rest));
    attempt(name, () => fs[name](bad, ...rest, (error) => say(`${name} later`, error)));
    try {
      await fs.promises[name](bad, ...rest);
      console.log(`promises.${name} ok`);
    } catch (error) {
      say(`promises.${name}`, error);
    }
  }
  attempt('existsSync', () => fs.existsSync(bad));
  attempt('exists', () => fs.exists(bad, (found) => console.log('exists', found)));
  attempt('second path', () => fs.renameSync('a', bad));
  attempt('symlink target', () => fs.symlinkSync(bad, 'b'));
  attempt('buffer', () => fs.readFileSync(Buffer.from(bad)));
  attempt('url', () => fs.readFileSync(new URL('file:///a%00b')));
  attempt('createReadStream', () => fs.createReadStream(bad).on('error', (error) => say('read stream', error)));
  attempt('createWriteStream', () => fs.createWriteStream(bad).on('error', (error) => say('write stream', error)));
  attempt('watch', () => fs.watch(bad));
  attempt('watchFile', () => fs.watchFile(bad, () => {}));
  attempt('chdir', () => process.chdir(bad));
  for (const [name, run] of [
    ['spawn', () => child.spawn(bad)], ['argument', () => child.spawn('ls', [bad])], ['cwd', () => child.spawn('ls', { cwd: bad })],
    ['argv0', () => child.spawn('ls', { argv0: bad })], ['shell', () => child.spawn('ls', { shell: bad })], ['env', () => child.spawn('ls', { env: { A: bad } })],
    ['env name', () => child.spawn('ls', { env: { [bad]: 'x' } })], ['spawnSync', () => child.spawnSync(bad)], ['exec', () => child.exec(bad)],
    ['execFile', () => child.execFile('ls', [bad])], ['fork', () => child.fork(bad)], ['fork argument', () => child.fork(__filename, [bad])],
  ]) attempt(name, () => typeof run());
  attempt('net path', () => typeof net.connect({ path: bad }).on('error', (error) => say('net', error)));
  attempt('http path', () => http.get({ path: '/\0' }));
  attempt('http method', () => http.request({ method: 'G\0T' }));
  attempt('http header', () => new http.OutgoingMessage().setHeader('a', 'b\0'));
  attempt('http header name', () => new http.OutgoingMessage().setHeader('a\0', 'b'));
})();
