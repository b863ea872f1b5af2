// Flags: --pending-deprecation
'use strict';
process.binding('util');
process.binding('uv');
