// Errors of cpSync about a source and a target that do not fit together.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'anode-cp-'));
process.chdir(root);
fs.mkdirSync('dir/sub', { recursive: true });
fs.writeFileSync('dir/sub/file', '');
fs.writeFileSync('file', '');
fs.writeFileSync('other', '');
fs.symlinkSync('dir', 'toDir');
fs.symlinkSync('file', 'toFile');
fs.symlinkSync('nowhere', 'dangling');

const recursive = true;
const cases = [
  ['dir', 'new'], ['dir/', 'new'], ['dir', 'file', { recursive }], ['dir', 'file'], ['file', 'dir'], ['file', 'file'], ['file', 'toFile'], ['toFile', 'file'],
  ['dir', 'dir', { recursive }], ['dir/', 'dir', { recursive }], ['dir', 'dir/sub/x', { recursive }], ['dir', 'dir/x', { recursive }], ['missing', 'new'],
  ['missing', 'file'], ['file', 'other', { errorOnExist: true, force: false }], ['file', 'other', { force: false }], ['dangling', 'new'], ['dangling', 'other'],
  ['dir', 'toDir', { recursive }], ['toDir', 'dir', { recursive }], ['dir', 'toFile', { recursive }], ['toFile', 'dir', { recursive }], ['file', 'file/x'],
  ['dir', 'file/x', { recursive }], ['file', 'toFile', { dereference: true }], ['file\0', 'new'], ['file', 'x'.repeat(300)], ['dir', 'new', { recursive }],
  ['file', 'toDir'], ['dir', 'new', { recursive }], ['dir', 'file', { recursive, filter: () => false }],
];
for (const [from, to, options] of cases) {
  const what = `${JSON.stringify(from)} ${JSON.stringify(to.slice(0, 20))} ${JSON.stringify(options)}`;
  try {
    fs.cpSync(from, to, options);
    console.log(what, 'done');
  } catch (error) {
    console.log(what, error.name, error.code, error.errno, error.syscall, error.path?.slice(0, 20), Object.keys(error).join(), error.message.replace(/x{9,}/, 'xx'));
  }
}
console.log(fs.readdirSync('.').sort().join(), fs.readdirSync('new', { recursive: true }).sort().join());
process.chdir('/');
fs.rmSync(root, { recursive: true });
