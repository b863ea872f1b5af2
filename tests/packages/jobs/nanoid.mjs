import { nanoid, customAlphabet, customRandom, urlAlphabet } from 'nanoid';
import { nanoid as insecure } from 'nanoid/non-secure';

console.log(nanoid().length, nanoid(5).length, /^[\w-]{21}$/.test(nanoid()), new Set(Array.from({ length: 1000 }, () => nanoid())).size);
console.log(/^[abc]{10}$/.test(customAlphabet('abc', 10)()), customAlphabet('x')(4).length, urlAlphabet.length, insecure(7).length);
console.log(customRandom('abcdef', 8, (size) => new Uint8Array(size).map((_, i) => i))());
try {
  customRandom('abc', 3, () => { throw new RangeError('no randomness'); })();
} catch (error) {
  console.log(error.name, error.message);
}
