'use strict';

// Whether a Python program is the host, and this isolate one of its tools: set on the process object when it starts.

module.exports = { kEmbedded: primordials.Symbol('embedded') };
