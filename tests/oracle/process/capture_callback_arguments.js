'use strict';
for (const value of [undefined, 1, 'x', {}]) {
  try {
    process.setUncaughtExceptionCaptureCallback(value);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
process.setUncaughtExceptionCaptureCallback(() => {});
try {
  process.setUncaughtExceptionCaptureCallback(() => {});
} catch (error) {
  console.log(error.code, error.message);
}
