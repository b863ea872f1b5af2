'use strict';

// `os.constants` and `fs.constants`. The numbers differ between systems, and an op asks for them on first use: while the snapshot is built
// no op can be called.

const {
  ObjectAssign,
  ObjectFreeze,
} = primordials;

let tables;

function load() {
  if (tables !== undefined) return tables;
  const raw = binding('constants').tables();
  const bare = (table) => ObjectAssign({ __proto__: null }, table);
  tables = {
    fs: bare(raw.fs),
    os: {
      __proto__: null,
      UV_UDP_REUSEADDR: 4,
      dlopen: bare(raw.dlopen),
      errno: bare(raw.errno),
      signals: ObjectFreeze(bare(raw.signals)),
      priority: bare(raw.priority),
    },
  };
  return tables;
}

module.exports = {
  get fs() { return load().fs; },
  get os() { return load().os; },
};
