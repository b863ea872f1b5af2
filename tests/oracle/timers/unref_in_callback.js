'use strict';
const interval = setInterval(() => {
  console.log('once');
  interval.unref();
}, 50);
process.on('exit', () => console.log(interval.hasRef(), interval._destroyed));
