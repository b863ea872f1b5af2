'use strict';
const v8 = require('v8');
for (const [method, ...args] of [['setFlagsFromString', 5], ['setFlagsFromString'], ['isStringOneByteRepresentation', 5], ['isStringOneByteRepresentation', 'é'], ['isStringOneByteRepresentation', '€'], ['deserialize', 'x'], ['deserialize', Buffer.from('nope')], ['serialize', () => {}], ['serialize', Symbol('x')], ['queryObjects', 5], ['queryObjects', class {}, { format: 'x' }], ['setHeapSnapshotNearHeapLimit', -1], ['setHeapSnapshotNearHeapLimit', 'x'], ['getHeapSnapshot', 5], ['getHeapSnapshot', { exposeInternals: 5 }], ['writeHeapSnapshot', 5], ['takeCoverage'], ['stopCoverage']]) {
  try {
    const result = v8[method](...args);
    console.log(method, typeof result === 'object' ? typeof result : result);
  } catch (error) {
    console.log(method, error.name, error.code, error.message.replace(/#<Object>|function .*$/, 'F'));
  }
}
console.log(Object.keys(v8.getHeapStatistics()), Object.keys(v8.getHeapSpaceStatistics()[0]), Object.keys(v8.getHeapCodeStatistics()), typeof v8.cachedDataVersionTag());
for (const method of ['addSerializeCallback', 'addDeserializeCallback', 'setDeserializeMainFunction']) {
  try {
    v8.startupSnapshot[method](() => {});
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
