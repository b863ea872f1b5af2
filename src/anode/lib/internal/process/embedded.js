'use strict';

// Whether a Python program is the host and runs this isolate; a property of the process object, set when the isolate starts.

module.exports = { kEmbedded: primordials.Symbol('embedded') };
