'use strict';
for (const args of [[], ['x'], [NaN], [{}], [process.pid, 'SIGNOPE'], [process.pid, {}], [process.pid, 1234], [0x7fffffff, 0], [process.pid, 0], [process.pid, '']]) {
  if (args[1] === '') continue;
  try {
    console.log(args.map(String).map((s) => s.replace(process.pid, 'PID')), process.kill(...args));
  } catch (error) {
    console.log(args.map(String).map((s) => s.replace(process.pid, 'PID')), error.name, error.code, error.errno, error.syscall, error.message);
  }
}
