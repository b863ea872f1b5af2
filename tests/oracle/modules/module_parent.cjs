// Flags: --pending-deprecation --no-warnings
'use strict';

// With --pending-deprecation, the first read of module.parent warns.

process.on('warning', (warning) => console.log(warning.name, warning.code, warning.message));
console.log(module.parent, 'parent' in module, Object.keys(module).includes('parent'));
module.parent = 1;
console.log(module.parent);
