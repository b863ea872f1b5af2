// A tick that queues a tick holds up everything else; an immediate that queues an immediate does not.
let ticks = 0;
let timerFired = false;

setTimeout(() => { timerFired = true; console.log(`the timer came after ${ticks} ticks`); }, 1);

function tick() {
  if (++ticks < 100_000) process.nextTick(tick);
}
function immediate() {
  if (timerFired) console.log('immediates went on until the timer came, and it did come');
  else setImmediate(immediate);
}
tick();
setImmediate(immediate);
