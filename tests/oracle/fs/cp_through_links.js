'use strict';

// cpSync with and without `dereference`, from folders and links to folders, over what is there.

const fs = require('fs');
const os = require('os');
const path = require('path');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'cp-'));
const SOURCES = { link: () => fs.symlinkSync('real', 'from'), folder: () => fs.renameSync('real', 'from') };
const TARGETS = {
  nothing() {}, folder: () => fs.mkdirSync('to'), file: () => fs.writeFileSync('to', 'old'), link: () => fs.symlinkSync('other', 'to'),
};
const shown = (stats) => {
  if (stats === undefined) return 'nothing';
  if (stats.isSymbolicLink()) return 'a link';
  return stats.isDirectory() ? fs.readdirSync('to').join() : fs.readFileSync('to', 'utf8');
};

let number = 0;
for (const dereference of [false, true]) {
  for (const source in SOURCES) {
    for (const target in TARGETS) {
      for (const recursive of [true, false]) {
        const place = path.join(root, `${number++}`);
        fs.mkdirSync(place);
        process.chdir(place);
        fs.mkdirSync('real');
        fs.writeFileSync('real/file', 'new');
        fs.mkdirSync('other');
        SOURCES[source]();
        TARGETS[target]();
        let result = 'copied';
        try {
          fs.cpSync('from', 'to', { recursive, dereference });
        } catch (error) {
          result = `${error.code} ${error.message.replaceAll(root, 'ROOT')}`;
        }
        console.log(dereference, source, target, recursive, result, shown(fs.lstatSync('to', { throwIfNoEntry: false })));
      }
    }
  }
}
process.chdir('/');
fs.promises.cp(path.join(root, '0', 'other'), path.join(root, 'copy')).catch((error) => {
  console.log(error.name, error.message.replaceAll(root, 'ROOT'));
  fs.rmSync(root, { recursive: true });
});
