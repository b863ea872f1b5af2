'use strict';

// The names of evaluated texts in stacks: REPL1, REPL2 …

let count = 0;

module.exports = { resourceName: () => `REPL${++count}` };
