'use strict';
const { StringDecoder } = require('string_decoder');
for (const run of [() => new StringDecoder('nope'), () => new StringDecoder(5), () => new StringDecoder().encoding, () => new StringDecoder(null).encoding, () => new StringDecoder('UCS-2').encoding, () => new StringDecoder().write(), () => new StringDecoder().write(5), () => new StringDecoder().write('text'), () => new StringDecoder().write({}), () => new StringDecoder().end(5), () => StringDecoder.prototype.write.call({}, Buffer.alloc(1)), () => new StringDecoder('utf8').write(new Uint16Array([65, 66])), () => new StringDecoder()]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
