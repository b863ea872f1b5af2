'use strict';
const os = require('os');
console.log(os.EOL === '\n', os.devNull, os.platform(), os.type(), `${os.arch}` === os.arch(), os.endianness(), typeof os.uptime(), os.loadavg().length, os.totalmem() > os.freemem(), Object.keys(os.cpus()[0] ?? {}), os.availableParallelism() > 0);
console.log(Object.keys(os.userInfo()), Object.keys(os.constants), os.constants.signals.SIGINT, os.constants.errno.ENOENT, os.constants.priority, os.constants.UV_UDP_REUSEADDR, os.tmpdir().length > 0, os.homedir().length > 0, typeof os.hostname(), typeof os.machine(), typeof os.version());
for (const run of [() => os.getPriority('x'), () => os.getPriority(-1), () => os.getPriority(0x7ffffff), () => os.setPriority('x', 1), () => os.setPriority(0, 50), () => os.setPriority(0, 'x'), () => os.setPriority(), () => os.userInfo(5), () => os.userInfo({ encoding: 'buffer' }).username instanceof Uint8Array, () => { os.constants.signals.X = 1; }, () => { os.EOL = 'x'; }]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
