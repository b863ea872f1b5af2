'use strict';

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');

for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  exports[name] = () => { throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`child_process.${name}()`); };
}
exports.ChildProcess = class ChildProcess extends require('events') {};
