'use strict';
setImmediate(() => {
  throw new RangeError('in an immediate');
});
