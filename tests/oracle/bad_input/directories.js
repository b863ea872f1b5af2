'use strict';

// A directory in place of a file, a file in place of a directory, and targets that exist already or not at all.

const fs = require('fs');
const os = require('os');
const path = require('path');
const child = require('child_process');
const net = require('net');
const { pipeline } = require('stream');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'directories-')));
const sub = path.join(folder, 'sub');
const file = path.join(folder, 'file');
const full = path.join(folder, 'full');
fs.mkdirSync(sub);
fs.mkdirSync(full);
fs.writeFileSync(path.join(full, 'x'), 'x');
fs.writeFileSync(file, 'content');
const show = (text) => `${text}`.replaceAll(folder, '<folder>').split('\n')[0];
const say = (name, error) => console.log(name, error?.code, show(error?.syscall), error?.errno, show(error?.message));

const cases = [
  ['readFile', sub], ['writeFile', sub, 'x'], ['appendFile', sub, 'x'], ['open', sub, 'w'], ['open', sub, 'r+'], ['truncate', sub], ['copyFile', sub, path.join(folder, 'copy')],
  ['copyFile', file, sub], ['unlink', sub], ['rmdir', file], ['rmdir', full], ['readdir', file], ['mkdir', file], ['mkdir', path.join(file, 'a')],
  ['mkdir', path.join(file, 'a'), { recursive: true }], ['mkdir', sub], ['rename', sub, file], ['rename', file, sub], ['rename', sub, full], ['link', sub, path.join(folder, 'l')],
  ['symlink', 'x', sub], ['readlink', file], ['readlink', sub], ['rm', sub], ['rm', path.join(folder, 'none'), { force: true }],
  ['stat', path.join(file, 'a')], ['open', path.join(file, 'a'), 'r'], ['open', path.join(folder, 'none'), 'r'], ['open', file, 'wx'], ['access', path.join(folder, 'none')], ['realpath', path.join(file, 'a')],
  ['statfs', path.join(folder, 'none')],
];
(async () => {
  for (const [name, ...args] of cases) {
    const what = show(`${name} ${args.join(' ')}`);
    try {
      const result = fs[`${name}Sync`](...args);
      console.log(`${what} sync`, typeof result);
      if (name === 'opendir') result.closeSync();
    } catch (error) {
      say(`${what} sync`, error);
    }
    await new Promise((resolve) => fs[name](...args, (error, result) => {
      if (error) say(what, error);
      else console.log(what, typeof result);
      resolve();
    }));
    await fs.promises[name](...args).then((result) => {
      console.log(`${what} promise`, typeof result);
      return result?.close?.();
    }, (error) => say(`${what} promise`, error));
  }
  for (const make of [() => fs.createReadStream(sub), () => fs.createWriteStream(sub), () => fs.createReadStream(path.join(file, 'a')), () => fs.createWriteStream(path.join(folder, 'no', 'a'))]) {
    const events = [];
    const stream = make();
    for (const event of ['open', 'ready', 'error', 'data', 'end', 'finish', 'close']) stream.on(event, (error) => events.push(error?.code ? `${event} ${error.code}` : event));
    await new Promise((resolve) => stream.once('close', resolve));
    console.log(events.join());
  }
  await new Promise((resolve) => pipeline(fs.createReadStream(sub), fs.createWriteStream(path.join(folder, 'out')), (error) => {
    say('pipeline', error);
    resolve();
  }));
  for (const [name, target, options] of [['spawn', sub, {}], ['spawn', file, {}], ['cwd', 'ls', { cwd: path.join(folder, 'none') }]]) {
    await new Promise((resolve) => child.spawn(target, [], options).on('error', (error) => {
      say(`${name} ${show(target)}`, error);
      resolve();
    }));
    say(`${name} sync`, child.spawnSync(target, [], options).error);
  }
  for (const target of [sub, path.join(sub, 'missing.js'), path.join(file, 'a')]) {
    try {
      require(target);
    } catch (error) {
      console.log('require', error.code, show(error.message));
    }
    await import(target).catch((error) => console.log('import', error.code, show(error.message)));
  }
  await new Promise((resolve) => net.createServer().listen(sub).on('error', (error) => {
    say('listen', error);
    resolve();
  }));
  await new Promise((resolve) => net.connect(file).on('error', (error) => {
    say('connect', error);
    resolve();
  }));
  try {
    process.chdir(file);
  } catch (error) {
    say('chdir', error);
  }
  fs.rmSync(folder, { recursive: true });
})();
