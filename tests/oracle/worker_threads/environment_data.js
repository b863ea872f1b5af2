'use strict';
const { Worker, getEnvironmentData, setEnvironmentData, isMainThread } = require('worker_threads');
if (isMainThread) {
  const key = { not: 'found' };
  setEnvironmentData('a', { deep: [1] });
  setEnvironmentData(key, 2);
  setEnvironmentData('gone', 3);
  setEnvironmentData('gone');
  console.log(getEnvironmentData('a'), getEnvironmentData(key), getEnvironmentData('gone'));
  new Worker(__filename).on('exit', () => console.log(getEnvironmentData('b')));
  setEnvironmentData('a', 'changed after');
} else {
  console.log(getEnvironmentData('a'), getEnvironmentData('gone'), getEnvironmentData('b'));
  setEnvironmentData('b', 'of the worker');
  new Worker('const w = require("worker_threads"); console.log(w.getEnvironmentData("a"), w.getEnvironmentData("b"))', { eval: true });
}
