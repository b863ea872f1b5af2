// Flags: --no-deprecation
'use strict';
console.log(Object.keys(process.binding('util')).sort());
console.log(process.binding('util').isDate === require('util').types.isDate);
console.log(process.binding('uv').UV_ENOENT, process.binding('uv').errname(-2));
console.log(Object.keys(process.binding('constants')).filter((key) => key !== 'internal'));
console.log(typeof process.binding('natives').fs, process.binding('config').hasIntl);
for (const name of ['nope', undefined, 'internal/x']) {
  try {
    process.binding(name);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
