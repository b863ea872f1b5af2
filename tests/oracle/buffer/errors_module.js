'use strict';
const { atob, btoa, transcode, isUtf8, isAscii, Blob, File, resolveObjectURL, constants, SlowBuffer } = require('buffer');
for (const run of [() => atob(), () => atob('*'), () => atob('a'), () => atob('YQ=='), () => atob(' Y Q = = '), () => btoa(), () => btoa('€'), () => btoa(5), () => atob(Symbol('x')), () => transcode('x', 'utf8', 'latin1'), () => transcode(Buffer.from('x'), 'nope', 'utf8'), () => transcode(Buffer.from('€'), 'utf8', 'ascii'),
                   () => isUtf8('x'), () => isAscii(5), () => isUtf8(Buffer.from([0xff])), () => new Blob('x'), () => new Blob([], 5), () => new Blob([{}], { endings: 'x' }), () => new File(), () => new File([], Symbol('n')), () => resolveObjectURL('nope'), () => Object.keys(constants), () => new Buffer(-1), () => typeof SlowBuffer]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
