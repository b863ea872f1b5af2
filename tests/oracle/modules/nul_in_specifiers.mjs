// A specifier with a NUL names no module.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const shown = (text) => JSON.stringify(text.replaceAll(import.meta.filename, 'FILE').replaceAll(import.meta.dirname, 'FOLDER'));
for (const name of ['./a\0b', '/a\0b', 'a\0b', '@s/a\0b', 'node:fs\0', '#a\0b', 'fs\0']) {
  for (const [how, run] of [['require', () => require(name)], ['resolve', () => require.resolve(name)], ['import', () => import(name)]]) {
    try {
      console.log(how, JSON.stringify(name), await run());
    } catch (error) {
      console.log(how, JSON.stringify(name), error.name, error.code, shown(error.message));
    }
  }
}
