'use strict';
for (const signal of ['SIGKILL', 'SIGSTOP']) {
  try {
    process.on(signal, () => {});
    console.log('no error', signal);
  } catch (error) {
    console.log(error.name, error.code, error.syscall, error.message);
  }
}
