import { v1, v3, v4, v5, v6, v7, validate, version, parse, stringify, NIL, MAX, v1ToV6 } from 'uuid';

console.log(v3('hello', v3.DNS), v5('hello.example', v5.URL), NIL, MAX);
for (const make of [v1, v4, v6, v7]) {
  const id = make();
  console.log(id.length, version(id), validate(id), make() !== id);
}
const options = { msecs: 1321644961388, nsecs: 5678, clockseq: 0x385c, node: Uint8Array.of(0x61, 0xcd, 0x3c, 0xbb, 0x32, 0x10) };
console.log(v1(options), v1ToV6(v1(options)), v4({ random: new Uint8Array(16).fill(7) }), v7({ msecs: 1, random: new Uint8Array(16), seq: 3 }));
console.log(stringify(parse(v5('a', NIL))), v4({}, new Uint8Array(20), 2).length, validate('no'));
for (const bad of [() => parse('no'), () => version('no'), () => v5('x', 'no'), () => stringify(new Uint8Array(3))]) {
  try {
    bad();
  } catch (error) {
    console.log(error.name, error.message);
  }
}
