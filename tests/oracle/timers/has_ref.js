'use strict';
const timer = setTimeout(() => {}, 1);
console.log(timer.hasRef(), timer.unref() === timer, timer.hasRef(), timer.unref().ref().hasRef());
const immediate = setImmediate(() => {});
console.log(immediate.hasRef(), immediate.unref() === immediate, immediate.hasRef(), immediate.ref() === immediate, immediate.hasRef());
clearImmediate(immediate);
console.log(immediate.hasRef());
setTimeout(() => console.log(timer.hasRef(), timer._destroyed), 5);
