'use strict';
const signal = AbortSignal.timeout(5);
signal.onabort = () => console.log(signal.aborted, signal.reason.name, signal.reason.message, signal.reason.code);
// It does not keep the loop alive.
const keep = setTimeout(() => console.log('done'), 40);
AbortSignal.timeout(10_000).addEventListener('abort', () => console.log('never'));
console.log(keep.hasRef());
