'use strict';

// The options of the command line. Python parses them (anode/options.py) and hands them over at start.

let options = { __proto__: null };

module.exports = {
  setOptions(given) { options = { __proto__: null, ...given }; },
  setOption(name, value) { options[name] = value; },
  getOptionValue: (name) => options[name],
  getAllowUnauthorized: () => process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0',
};
