'use strict';

const { kTimeout } = require('internal/timers');

function refreshTimeout(socket) {
  for (let s = socket; s !== null && s !== undefined; s = s._parent) s[kTimeout]?.refresh();
}

module.exports = { refreshTimeout };
