'use strict';

// The message whose `end` writes its last part now: nobody need ask whether there is room for more.

module.exports = { __proto__: null, message: null };
