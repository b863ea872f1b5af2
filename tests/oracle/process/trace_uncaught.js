// Flags: --trace-uncaught
'use strict';
function thrower() { throw new Error('traced'); }
thrower();
