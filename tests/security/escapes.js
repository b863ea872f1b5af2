// Every way to a file that node:fs has, with every form of a path that leads out of the granted folder. Evaluates to a function of `inside` and `outside`,
// which gives the attempts that were made and those that went through.
(inside, outside) => {
  const fs = require('fs');
  const url = require('url');
  const forms = {
    absolute: (p) => `${outside}/${p}`,
    relative: (p) => `${inside}/../outside/${p}`,
    twice: (p) => `${inside}/../../${inside.split('/').at(-2)}/outside/${p}`,
    slashes: (p) => `${outside.replaceAll('/', '//')}//${p}`,
    dots: (p) => `${outside}/./d/.././${p}`,
    link: (p) => `${inside}/link/${p}`,
    'link and back': (p) => `${inside}/link/../outside/${p}`,
    'link of a link': (p) => `${inside}/link2/${p}`,
    buffer: (p) => Buffer.from(`${outside}/${p}`),
    url: (p) => url.pathToFileURL(`${outside}/${p}`),
    'url of a link': (p) => url.pathToFileURL(`${inside}/link/${p}`),
    proc: (p) => `/proc/self/root${outside}/${p}`,
    cwd: (p) => `/proc/self/cwd/../outside/${p}`,
    encoded: (p) => new URL(`file://${outside}/%2e/${p}`),
  };
  const F = 'secret';
  const D = 'd';
  const I = `${inside}/own`;
  const ops = {
    readFile: (p) => fs.readFileSync(p(F)), open: (p) => fs.openSync(p(F)), 'open w': (p) => fs.openSync(p(F), 'w'), 'open a': (p) => fs.openSync(p(F), 'a'),
    'open new': (p) => fs.openSync(p('new'), 'wx'), 'open rdwr': (p) => fs.openSync(p(F), fs.constants.O_RDWR), stat: (p) => fs.statSync(p(F)),
    lstat: (p) => fs.lstatSync(p(F)), statfs: (p) => fs.statfsSync(p(F)), readdir: (p) => fs.readdirSync(p(D)), opendir: (p) => fs.opendirSync(p(D)),
    readlink: (p) => fs.readlinkSync(p('l')), realpath: (p) => fs.realpathSync(p(F)), native: (p) => fs.realpathSync.native(p(F)), access: (p) => fs.accessSync(p(F)),
    writeFile: (p) => fs.writeFileSync(p(F), 'x'), appendFile: (p) => fs.appendFileSync(p(F), 'x'), truncate: (p) => fs.truncateSync(p(F)),
    unlink: (p) => fs.unlinkSync(p(F)), rm: (p) => fs.rmSync(p(D), { recursive: true }), rmdir: (p) => fs.rmdirSync(p(D)), mkdir: (p) => fs.mkdirSync(p('m')),
    mkdirs: (p) => fs.mkdirSync(p('m/n'), { recursive: true }), mkdtemp: (p) => fs.mkdtempSync(p('t')), rename: (p) => fs.renameSync(p(F), `${inside}/stolen`),
    'rename to': (p) => fs.renameSync(I, p('own')), link: (p) => fs.linkSync(p(F), `${inside}/stolen`), 'link to': (p) => fs.linkSync(I, p('own')),
    symlink: (p) => fs.symlinkSync(p(F), `${inside}/stolen`), copy: (p) => fs.copyFileSync(p(F), `${inside}/stolen`), 'copy to': (p) => fs.copyFileSync(I, p(F)),
    cp: (p) => fs.cpSync(p(D), `${inside}/stolen`, { recursive: true }), chmod: (p) => fs.chmodSync(p(F), 0o777), chown: (p) => fs.chownSync(p(F), 1, 1),
    lchown: (p) => fs.lchownSync(p(F), 1, 1), utimes: (p) => fs.utimesSync(p(F), 1, 1), lutimes: (p) => fs.lutimesSync(p(F), 1, 1), watch: (p) => fs.watch(p(D)).close(),
    require: (p) => require(typeof p(F) === 'string' ? p('secret.json') : String(p('secret.json').pathname ?? p('secret.json'))),
    chdir: (p) => process.chdir(typeof p(D) === 'string' ? p(D) : String(p(D).pathname ?? p(D))),
    database: (p) => new (require('sqlite').DatabaseSync)(p(F)).exec('select 1'),
  };
  const through = [];
  let made = 0;
  for (const form in forms) {
    for (const op in ops) {
      made++;
      try {
        ops[op](forms[form]);
        through.push(`${op} by ${form}`);
      } catch { /* as it should be */ }
    }
  }
  return JSON.stringify({ made, through });
}
