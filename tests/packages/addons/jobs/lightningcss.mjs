import { bundleAsync, transform } from 'lightningcss';

const visitor = {
  Color(color) { return color.type === 'rgb' ? { ...color, r: 0, g: 255 } : undefined; },
  Length(length) { return { unit: 'px', value: length.value * 2 }; },
};
const code = Buffer.from('.a { color: red; .b & { width: calc(1px + 2px) } }');
const made = transform({ filename: 'a.css', code, minify: true, targets: { chrome: 80 << 16 }, sourceMap: true, visitor });
console.log(made.code.toString(), made.map.toString());
for (const wrong of [{ code: Buffer.from('.a{') }, { code, visitor: { Rule() { throw new Error('of the visitor'); } } }]) {
  try {
    console.log(transform({ filename: 'a.css', ...wrong }).code.toString());
  } catch (error) {
    console.log(error.message);
  }
}
const resolver = {
  async read(file) {
    await null;
    return file === 'a.css' ? '@import "b.css"; a { x: y }' : 'b { z: w }';
  },
  resolve: (specifier) => specifier,
};
console.log((await bundleAsync({ filename: 'a.css', minify: true, resolver })).code.toString());
const failing = { read() { throw new Error('cannot read'); } };
await bundleAsync({ filename: 'a.css', resolver: failing }).catch((error) => console.log(error.message));
