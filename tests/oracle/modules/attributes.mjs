// Errors of `import()` about invalid attributes, schemes and specifiers.
const tries = [
  ['data:text/javascript,1', { with: { type: 'whatever' } }], ['data:text/javascript,1', { with: { foo: 'x' } }], ['data:text/foo,1', {}],
  ['data:application/json,{}', {}], ['data:application/json,{}', { with: { type: 'css' } }], ['data:text/javascript,1', { with: { type: 'json' } }],
  ['data:application/json,{}', { with: { type: 'json', more: 'x' } }], ['data:application/json,{"a":1}', { with: { type: 'json' } }],
  ['node:fs', { with: { type: 'json' } }], ['https://a/b', {}], ['foo:bar', {}], ['file://host/x', {}], ['node:nothere', {}], ['@x', {}], ['', {}],
  ['test', {}], ['data:text/javascript,', { with: 5 }], ['data:text/javascript,', 5], ['data:text/javascript,', { with: { type: 5 } }], ['data:text/javascript,', null],
];
for (const [specifier, options] of tries) {
  try {
    console.log(specifier, await import(specifier, options));
  } catch (error) {
    console.log(specifier, JSON.stringify(options), error.name, error.code, error.message.replaceAll(import.meta.dirname, 'CWD').replaceAll(import.meta.filename, 'FILE'));
  }
}
await import('data:text/javascript,import "data:application/json,1"').catch((error) => console.log(error.code));
await import('data:text/javascript,import x from "data:application/json,1" with { type: "json" }; console.log(x)');
const [a, b, c] = await Promise.all([1, 2, 3].map((n) => import(`data:application/json,{"n":${n > 1 ? 2 : 1}}`, { with: { type: 'json' } })));
console.log(a === b, b === c, a.default);
