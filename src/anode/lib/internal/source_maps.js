'use strict';

// Whether stack traces go through source maps (--enable-source-maps, process.setSourceMapsEnabled).

let enabled = false;

module.exports = {
  isEnabled: () => enabled,
  setEnabled(value) { enabled = value; },
};
