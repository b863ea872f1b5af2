'use strict';

// What async_hooks is to know of: only while it has hooks.

const hooks = require('internal/async_hooks');

const scopeOf = (provider) => {
  if (!hooks.initHooksExist()) return undefined;
  const { Scope } = require('internal/async_wrap');
  return new Scope(provider);
};

module.exports = { scopeOf };
