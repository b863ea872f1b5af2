'use strict';
for (const name of ['binding', 'dlopen', 'getBuiltinModule', '_rawDebug', 'openStdin', 'setSourceMapsEnabled', '_kill', '_getActiveHandles', '_getActiveRequests', '_linkedBinding', 'chdir', 'kill']) {
  console.log(name, typeof process[name]);
}
console.log(process.getBuiltinModule('fs') === require('fs'), process.getBuiltinModule('node:nope'), process.getBuiltinModule('nope'));
for (const run of [() => process.getBuiltinModule(1), () => process.setSourceMapsEnabled('x'), () => process._linkedBinding('x'), () => process.chdir(), () => process.chdir('/not/there'),
                   () => process.umask('9'), () => process.umask({}), () => process.hrtime(1), () => process.hrtime([1]), () => process.cpuUsage(1), () => process.cpuUsage({ user: -1 }),
                   () => process.cpuUsage({ user: 1, system: 'x' }), () => process.loadEnvFile('/not/there'), () => process.title = Symbol('x'), () => process.setuid('nobody-here'), () => process.setgid({}), () => process.initgroups(1.5, 1)]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
