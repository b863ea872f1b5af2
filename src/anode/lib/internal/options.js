'use strict';

// The command line's options, parsed by Python (anode/options.py) and handed over at start.

let options = { __proto__: null };

module.exports = {
  setOptions(given) { options = { __proto__: null, ...given }; },
  getOptionValue: (name) => options[name],
  getAllowUnauthorized: () => process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0',
};
