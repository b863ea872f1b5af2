// import.meta: its properties, their order, and their values in the main file and elsewhere.
console.log(Object.keys(import.meta), Object.getPrototypeOf(import.meta), import.meta.main, import.meta.url === `file://${import.meta.filename}`);
console.log(Reflect.ownKeys(import.meta).map((key) => { const { value, ...rest } = Object.getOwnPropertyDescriptor(import.meta, key); return [key, typeof value, rest]; }));
const data = await import('data:text/javascript,export default [Object.keys(import.meta), import.meta.url, import.meta.main]');
console.log(data.default);
console.log((await import('./import_meta.mjs')).main, import.meta.main);
export const { main } = import.meta;
import.meta.mine = 5;
console.log(import.meta.mine, delete import.meta.url, import.meta.url);
