'use strict';

// Entries, properties and errors hold values, and each of these is formatted in turn. value.js requires the files that format them, and
// puts its functions here for them.

module.exports = { formatProperty: undefined, formatValue: undefined };
