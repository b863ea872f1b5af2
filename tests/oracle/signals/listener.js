'use strict';
process.on('SIGUSR2', (signal, number) => {
  console.log(signal, number);
  clearInterval(alive);
});
const alive = setInterval(() => {}, 1000);
process.kill(process.pid, 'SIGUSR2');
