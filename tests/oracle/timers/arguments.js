'use strict';
setTimeout((...given) => console.log(given), 20, 1, 'two', [3], undefined);
setImmediate((...given) => console.log(given), 1, 'two');
setTimeout(function() { console.log(arguments.length); }, 30);
setImmediate(function() { console.log(arguments.length); });
