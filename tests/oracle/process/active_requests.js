'use strict';
const fs = require('fs');
console.log(process._getActiveRequests().length);
for (let i = 0; i < 3; i++) fs.stat(__filename, () => {});
console.log(process._getActiveRequests().map((request) => request.constructor.name));
setImmediate(function wait() {
  if (process._getActiveRequests().length > 0) setImmediate(wait);
  else console.log('done');
});
