// Flags: --experimental-shadow-realm --no-warnings
'use strict';

// ShadowRealm: code and modules in a realm of their own, of which only primitives and functions come out.

const told = (run) => {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.message, error instanceof TypeError);
  }
};
const realm = new ShadowRealm();
told(() => realm.evaluate('globalThis.x = 1; x + 1'));
told(() => realm.evaluate('(a) => a + x')(4));
told(() => realm.evaluate('(call) => call(2) * 10')((n) => n + 1));
told(() => realm.evaluate('typeof process + typeof require + typeof Map + typeof queueMicrotask'));
told(() => realm.evaluate('throw new RangeError("inner")'));
told(() => realm.evaluate('({})'));
told(() => realm.evaluate('let a b'));
told(() => typeof globalThis.x + new ShadowRealm().evaluate('typeof x'));
told(() => realm.evaluate('function inner() { return new Error("m").stack.split("\\n").slice(0, 2).join("|").replace(/<.*>|eval.*/, ""); } inner()').startsWith('Error: m|    at inner'));
const source = 'data:text/javascript,let n = 0; export const next = () => ++n; export const text = "t"; export const object = {};';
(async () => {
  const next = await realm.importValue(source, 'next');
  const again = await realm.importValue(source, 'next');
  console.log(next(), again(), next === again, await realm.importValue(source, 'text'));
  for (const [specifier, name] of [[source, 'object'], [source, 'missing'], ['node:fs', 'readFileSync'], ['nowhere-to-be-found', 'x'], ['data:text/javascript,throw 1', 'x']]) {
    await realm.importValue(specifier, name).catch((error) => console.log(error.name, error.message.replace(/ imported from.*/, '')));
  }
  console.log(await realm.evaluate('(source, done) => { import(source).then((module) => done(module.next())); }')(source, (n) => console.log('inside', n)));
})();
