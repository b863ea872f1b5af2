// Count in a worker thread: no callback of the main thread longer than 50 ms.
function primesBelow(limit) {
  let count = 0;
  for (let n = 2; n < limit; n++) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { isPrime = false; break; }
    if (isPrime) count++;
  }
  return count;
}

const { Worker, isMainThread, parentPort } = require('node:worker_threads');

if (isMainThread) new Worker(__filename).on('message', (count) => console.log(`${count} primes`));
else parentPort.postMessage(primesBelow(600_000));
