'use strict';
const kept = new Error('kept');
queueMicrotask(() => {
  throw kept;
});
