import fs, { readFileSync, existsSync as before } from 'node:fs';
import * as ns from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

// syncBuiltinESMExports() updates the named exports of builtins.
fs.readFileSync = () => 'patched';
fs.added = 5;
console.log(readFileSync === fs.readFileSync, ns.readFileSync === fs.readFileSync);
syncBuiltinESMExports();
console.log(readFileSync === fs.readFileSync, readFileSync(), 'added' in ns, ns.default === fs);
delete fs.existsSync;
syncBuiltinESMExports();
console.log(typeof before, typeof ns.existsSync, Object.isSealed(ns), ns[Symbol.toStringTag]);
for (const name of ['process', 'path', 'events', 'module', 'timers/promises', 'assert', 'constants', 'util/types']) {
  const module = await import(name);
  console.log(name, module.default === process.getBuiltinModule(name), Object.keys(module).length === Object.keys(module.default).filter((key) => key !== 'default').length + 1);
}
