// import: the files it finds, the modules it returns, and its errors.

import fs, { readFileSync } from 'fs';
import { createRequire } from 'node:module';
import * as pkg from './fixtures/node_modules/pkg/lib/index.mjs';
import plain, { named, 'quoted-name' as quoted } from './fixtures/node_modules/main-only/start.js';
import data from './fixtures/data.json' with { type: 'json' };
import * as events from 'events';

const here = new URL('.', import.meta.url).href;
const relative = (text) => String(text).split(here).join('./').split(import.meta.dirname).join('.');
const attempt = async (specifier) => {
  try {
    return Object.keys(await import(specifier));
  } catch (error) {
    return [error.name, error.code, relative(error.message)];
  }
};
console.log(fs.readFileSync === readFileSync, pkg, plain, named, quoted, data);
console.log(typeof events.default, events.EventEmitter === events.default, 'once' in events);
console.log(relative(import.meta.url), relative(import.meta.filename), import.meta.dirname.length > 0, relative(import.meta.resolve('./x.js')), import.meta.resolve('fs'));
console.log(typeof require, typeof module, typeof __filename, this);
for (const specifier of ['./fixtures/nowhere.mjs', 'nowhere', './fixtures', 'node:nowhere', './fixtures/throws.js', 'data:text/javascript,export const q = 1',
                         './fixtures/tla.mjs', '#nothing', './fixtures/a%2fb.mjs']) {
  console.log(specifier, await attempt(specifier));
}
console.log((await import('./fixtures/tla.mjs')).v, (await import('./fixtures/tla.mjs')) === (await import('./fixtures/tla.mjs')));
console.log((await import('./fixtures/tla.mjs?again')) === (await import('./fixtures/tla.mjs')));
const require_ = createRequire(import.meta.url);
console.log(require_('./fixtures/node_modules/esm-only/index.js').value);
try {
  await import('./fixtures/syntax.mjs');
} catch (error) {
  console.log(error.name, error instanceof SyntaxError);
}
