'use strict';

// Which thread this is: the main one until `internal/worker/thread.js` changes it.

module.exports = {
  __proto__: null,
  isMainThread: true,
  threadId: 0,
  threadName: '',
  resourceLimits: {},
  parentPort: null,
  workerData: null,
};
