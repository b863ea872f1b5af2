let ticks = 0;
const ticker = setInterval(() => { ticks++; }, 10);

function busy(done) {
  const until = Date.now() + 300;
  let sum = 0;
  (function piece() {
    const end = Date.now() + 5;
    while (Date.now() < end) sum++;
    if (Date.now() < until) setImmediate(piece);
    else done(sum > 0);
  })();
}

setTimeout(() => busy((ok) => {
  clearInterval(ticker);
  console.log(ok, ticks >= 10 ? 'the ticker went on' : 'the ticker stopped');
}), 20);
