'use strict';
// Operations on files and directories in their three forms, and their errors.

const fs = require('fs');
const os = require('os');
const path = require('path');
const base = fs.mkdtempSync(path.join(os.tmpdir(), 'oracle-'));
const at = (...parts) => path.join(base, ...parts);
const shown = (text) => String(text).split(base).join('.');
const log = (...parts) => console.log(...parts.map((part) => (typeof part === 'string' ? shown(part) : part)));
const attempt = (f) => {
  try {
    log('no error', f());
  } catch (error) {
    log(error.name, error.code, error.errno, error.syscall, error.message);
  }
};

fs.writeFileSync(at('a.txt'), 'häll\n');
fs.appendFileSync(at('a.txt'), Buffer.from('more'));
log(fs.readFileSync(at('a.txt')), fs.readFileSync(at('a.txt'), 'utf8'), fs.readFileSync(at('a.txt'), { encoding: 'hex' }));
fs.mkdirSync(at('d/e/f'), { recursive: true });
fs.symlinkSync('a.txt', at('link'));
fs.linkSync(at('a.txt'), at('hard'));
log(fs.readdirSync(base), fs.readdirSync(base, { withFileTypes: true }).map((e) => [e.name, e.isFile(), e.isDirectory(), e.isSymbolicLink()]));
log(fs.readdirSync(base, { recursive: true }), fs.readlinkSync(at('link')), fs.realpathSync(at('link')), fs.existsSync(at('nope')));
const stat = fs.statSync(at('a.txt'));
log(stat.size, stat.nlink, stat.isFile(), stat.mtime instanceof Date, typeof fs.statSync(at('a.txt'), { bigint: true }).mtimeNs, fs.lstatSync(at('link')).isSymbolicLink());
log(fs.statSync(at('nope'), { throwIfNoEntry: false }));
const fd = fs.openSync(at('b'), 'w+');
log(fs.writeSync(fd, 'abcdef'), fs.writeSync(fd, Buffer.from('XY'), 0, 2, 2), fs.readSync(fd, Buffer.alloc(10), 0, 10, 0), fs.fstatSync(fd).size);
fs.ftruncateSync(fd, 3);
fs.closeSync(fd);
log(fs.readFileSync(at('b'), 'latin1'));
fs.copyFileSync(at('b'), at('c'));
fs.renameSync(at('c'), at('renamed'));
fs.chmodSync(at('b'), 0o600);
log((fs.statSync(at('b')).mode & 0o777).toString(8));
fs.utimesSync(at('b'), 1, 2.5);
log(fs.statSync(at('b')).atimeMs, fs.statSync(at('b')).mtimeMs);
for (const bad of [() => fs.readFileSync(at('nope')), () => fs.readFileSync(base), () => fs.mkdirSync(base), () => fs.rmdirSync(at('d')), () => fs.openSync(at('x/y'), 'r'),
                   () => fs.readFileSync(5.5), () => fs.readFileSync('a\0b'), () => fs.writeFileSync(at('b'), {}), () => fs.openSync(at('b'), 'q'), () => fs.readSync(9999, Buffer.alloc(1)),
                   () => fs.copyFileSync(at('nope'), at('q')), () => fs.linkSync(at('nope'), at('q')), () => fs.unlinkSync(at('d')), () => fs.accessSync(at('nope')),
                   () => fs.rmSync(at('d')), () => fs.readdirSync(at('b')), () => fs.symlinkSync('x', at('link')), () => fs.closeSync(-1),
                   () => fs.readFile(at('b')), () => fs.truncateSync(at('nope'), 1), () => fs.mkdtempSync(at('no/where-')), () => fs.copyFileSync(at('b'), at('hard'), fs.constants.COPYFILE_EXCL)]) attempt(bad);

(async () => {
  const p = fs.promises;
  await p.writeFile(at('p'), ['one ', 'two']);
  log(await p.readFile(at('p'), 'utf8'), (await p.stat(at('p'))).size);
  await p.readFile(at('nope')).catch((error) => log(error.code, error.message));
  const handle = await p.open(at('p'), 'r+');
  log((await handle.read(Buffer.alloc(3), 0, 3, 0)).bytesRead, (await handle.write('Z', 0)).bytesWritten, await handle.readFile('utf8'));
  for await (const line of handle.readLines({ start: 0, autoClose: false })) log('line', line);
  await handle.close();
  await handle.close().catch((error) => log(error.code));
  const names = [];
  for await (const entry of await p.opendir(base)) names.push(entry.name);
  log(names.sort());
  await p.cp(at('d'), at('copied'), { recursive: true });
  log(fs.existsSync(at('copied/e/f')));
  const read = fs.createReadStream(at('p'), { highWaterMark: 3, start: 1, end: 5 });
  for await (const chunk of read) log(chunk);
  log(read.bytesRead, read.closed);
  await new Promise((resolve) => fs.createWriteStream(at('w'), { flags: 'a' }).end('written', resolve));
  log(fs.readFileSync(at('w'), 'utf8'));
  fs.createReadStream(at('nope')).on('error', (error) => {
    log(error.message);
    fs.readFile(at('b'), 'utf8', (failed, text) => {
      log(failed, text);
      fs.stat(at('nope'), (gone) => {
        log(gone.code);
        fs.rm(base, { recursive: true }, (last) => log(last, fs.existsSync(base)));
      });
    });
  });
})();
