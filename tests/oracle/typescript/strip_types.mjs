import { stripTypeScriptTypes } from 'node:module';

// module.stripTypeScriptTypes
const show = (...args) => {
  try {
    console.log(JSON.stringify(stripTypeScriptTypes(...args)));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
process.removeAllListeners('warning');
show('const x: number = 1;');
show('const x: number = 1;', { sourceUrl: 'a.ts' });
show('const x: number = 1;', { mode: 'transform' });
show('enum A { x }', { mode: 'transform' });
show('enum A { x }', { mode: 'transform', sourceMap: true, sourceUrl: 'e.ts' });
show('enum A { x }');
show('const x: number = ;');
show('interface X { a: string }\nclass Y<T> { private z!: T }');
show('');
for (const bad of [[5], [undefined], ['x', 5], ['x', { mode: 'other' }], ['x', { sourceMap: true }], ['x', { mode: 'transform', sourceMap: 'yes' }], ['x', { sourceUrl: 5 }], ['x', null]]) show(...bad);
