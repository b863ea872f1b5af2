'use strict';
function inner() {
  throw new RangeError('the cause');
}
try {
  inner();
} catch (cause) {
  throw new Error('the effect', { cause });
}
