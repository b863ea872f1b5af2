'use strict';

// The clock of the platform's own standards, and the moments of the process's start on it.

const { now } = require('internal/perf/entries');
const { stages } = require('internal/perf/node_timing');

module.exports = {
  now,
  getTimeOriginTimestamp: () => binding('time').time_origin(),
  getMilestoneTimestamp: (stage) => stages[stage],
};
