// Modules in data: URLs.
const show = async (specifier, options) => {
  try {
    console.log(specifier.slice(0, 60), await import(specifier, options));
  } catch (error) {
    console.log(specifier.slice(0, 60), error.name, error.code, error.message);
  }
};
await show('data:text/javascript,export default 1');
await show('data:text/javascript;charset=utf-8,export default "%C3%A9"');
await show(`data:text/javascript;base64,${Buffer.from('export default "b64"').toString('base64')}`);
await show('data:application/json,{"a":1}', { with: { type: 'json' } });
await show('data:application/json;base64,eyJiIjoyfQ==', { with: { type: 'json' } });
await show(`data:application/wasm;base64,${Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]).toString('base64')}`);
await show('data:text/plain,x');
await show('data:,x');
await show('data:text/javascript');
await show('data:text/javascript,import "./x.mjs"');
await show('data:text/javascript,import "bare"');
await show('data:text/javascript,import fs from "fs"; export default typeof fs');
await show('data:text/javascript,import fs from "node:fs"; export default typeof fs');
await show('data:text/javascript,export default import.meta.resolve("node:fs")');
await show('data:text/javascript,export default import.meta.resolve("./x")');
await show('data:text/javascript,throw new Error("thrown")');
await show('data:text/javascript,export const x = ;');
await show('data:text/javascript,import {x} from "data:text/javascript,export const y = 1"');
await show('data:application/json,{', { with: { type: 'json' } });
console.log(await import('data:text/javascript,1') === await import('data:text/javascript,1'), await import('data:text/javascript,1') === await import('data:text/javascript,1#x'));
