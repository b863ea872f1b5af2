import microtime from 'microtime';

console.log(Math.abs(microtime.now() / 1000 - Date.now()) < 1000, microtime.nowStruct().length);
