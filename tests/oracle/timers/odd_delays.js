'use strict';
process.on('warning', (warning) => console.log(warning.name, warning.message));
for (const delay of [0, 1, 1.5, '10', -1, NaN, Infinity, 2 ** 31, 2 ** 31 - 1, null, undefined, {}, true, -5]) {
  const timer = setTimeout(() => {}, delay);
  console.log(delay, timer._idleTimeout);
  clearTimeout(timer);
}
