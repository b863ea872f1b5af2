'use strict';

// The data of setEnvironmentData() in this thread; each worker starts with a copy.

const { SafeMap } = primordials;

const environmentData = new SafeMap();

function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

module.exports = { environmentData, getEnvironmentData: (key) => environmentData.get(key), setEnvironmentData };
