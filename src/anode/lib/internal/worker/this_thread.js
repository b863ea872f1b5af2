'use strict';

// Which thread this is. The main one until `internal/worker/thread.js` says otherwise.

module.exports = {
  __proto__: null,
  isMainThread: true,
  threadId: 0,
  threadName: '',
  resourceLimits: {},
  parentPort: null,
  workerData: null,
};
