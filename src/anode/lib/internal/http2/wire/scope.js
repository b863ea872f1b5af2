'use strict';

// The resources that async_hooks sees of a session: only while there are hooks.

const hooks = require('internal/async_hooks');

const scopeOf = (provider) => {
  if (!hooks.initHooksExist()) return undefined;
  const { Scope } = require('internal/async_wrap');
  return new Scope(provider);
};

module.exports = { scopeOf };
