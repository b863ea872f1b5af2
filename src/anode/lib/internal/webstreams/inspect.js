'use strict';

function customInspect(self, depth, options, name, data) {
  if (depth < 0) return self;
  return `${name} ${require('internal/util/inspect').inspect(data, {
    ...options,
    depth: options.depth == null ? null : options.depth - 1,
  })}`;
}

module.exports = { customInspect };
