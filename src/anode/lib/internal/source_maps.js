'use strict';

// Whether stack traces go through source maps (--enable-source-maps, process.setSourceMapsEnabled, module.setSourceMapsSupport).

let enabled = false;
let within = { nodeModules: true, generatedCode: true };

module.exports = {
  isEnabled: () => enabled,
  nodeModules: () => enabled && within.nodeModules,
  generatedCode: () => enabled && within.generatedCode,
  setEnabled(value, given = { nodeModules: true, generatedCode: true }) {
    enabled = value;
    within = given;
  },
};
