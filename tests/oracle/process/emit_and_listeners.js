'use strict';
console.log(process instanceof require('events'), process.listenerCount('exit'), Object.prototype.toString.call(process), `${process}`);
console.log(process.emit('some event'), process.getMaxListeners(), process.constructor.name, Object.getPrototypeOf(process) !== Object.prototype);
console.log(Object.keys(process.versions).includes('v8'), process.release.name, process.argv.length, process.execArgv, typeof process.pid, process.ppid > 0);
console.log(process.config.variables !== undefined, Object.isFrozen(process.config), Object.isFrozen(process.versions), process.arch, process.platform);
