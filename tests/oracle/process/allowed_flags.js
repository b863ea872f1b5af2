'use strict';
const flags = process.allowedNodeEnvironmentFlags;
for (const flag of ['--no-warnings', '--no_warnings', 'no-warnings', '-r', 'r', '--r', '-R', '---inspect', '--stack-trace-limit=5', 'INSPECT', '--loader', '--print', '', undefined, 5]) {
  console.log(flag, flags.has(flag));
}
console.log(Object.isFrozen(flags), flags.constructor.name, flags instanceof Set);
const { size } = flags;
flags.add('x');
Set.prototype.add.call(flags, 'y');
flags.delete('-r');
flags.clear();
console.log(flags.size === size, flags.has('x'), flags.has('y'), [...flags].includes('y'));
