'use strict';

// util.inspect.custom, for files that define such a method and do not inspect.

module.exports = { customInspectSymbol: primordials.SymbolFor('nodejs.util.inspect.custom') };
