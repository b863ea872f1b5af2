const { named } = require('./fixtures/named.mts') as typeof import('./fixtures/named.mts');
const common: { value: number } = require('./fixtures/common.cts');
import type fs = require('fs');
console.log(named, common, __filename.slice(-10), require('./fixtures/ambiguous.ts'));
module.exports = { exported: 1 satisfies number };
