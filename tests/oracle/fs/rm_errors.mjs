// Errors of rm for files that cannot be reached and for directories.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'anode-rm-'));
process.chdir(root);
fs.mkdirSync('dir/sub', { recursive: true });
fs.writeFileSync('file', '');
fs.symlinkSync('dir', 'link');
const long = 'x'.repeat(300);

const show = (error) => console.log('  ', error.name, error.code, error.errno, error.syscall, error.path?.slice(0, 20), error.message.replace(/x{9,}/, 'xx'));
for (const name of ['missing', 'dir', 'file/x', 'link/', long, '', 'file\0']) {
  for (const options of [undefined, { force: true }, { recursive: true }]) {
    if ((name === 'dir' || name === 'link/') && options?.recursive) continue;
    console.log(JSON.stringify(name.slice(0, 20)), options);
    try {
      fs.rmSync(name, options);
      console.log('   done');
    } catch (error) {
      show(error);
    }
    await fs.promises.rm(name, options).then(() => console.log('   done'), show);
    try {
      await new Promise((resolve) => fs.rm(name, options ?? {}, (error) => resolve(error ? show(error) : console.log('   done'))));
    } catch (error) {
      show(error);
    }
  }
}
console.log(fs.readdirSync('.').sort().join());
process.chdir('/');
fs.rmSync(root, { recursive: true });
