'use strict';

const EventEmitter = require('events');
const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');

const cluster = new EventEmitter();

module.exports = cluster;

cluster.isWorker = false;
cluster.isMaster = true;
cluster.isPrimary = true;
cluster.settings = {};
cluster.workers = {};
cluster.SCHED_NONE = 1;
cluster.SCHED_RR = 2;
cluster.schedulingPolicy = cluster.SCHED_RR;
cluster.Worker = class Worker extends EventEmitter {};

cluster.setupPrimary = cluster.setupMaster = function(options) {
  cluster.settings = { ...cluster.settings, ...options };
};

cluster.fork = () => {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('cluster.fork()');
};

cluster.disconnect = (callback) => {
  if (typeof callback === 'function') process.nextTick(callback);
};
