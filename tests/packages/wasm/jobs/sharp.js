// sharp's build for WebAssembly, whose threads are workers.
const assert = require('node:assert');
const sharp = require('sharp');

(async () => {
  assert(Object.keys(require.cache).some((path) => path.includes('sharp-wasm32')));
  const red = await sharp({ create: { width: 50, height: 40, channels: 3, background: 'red' } }).resize(20).png().toBuffer();
  console.log(red.length, await sharp(red).metadata());
  console.log((await sharp(red).rotate(90).negate().raw().toBuffer()).subarray(0, 6));
  await sharp(Buffer.from('x')).metadata().catch((error) => console.log(error.message));
})();
