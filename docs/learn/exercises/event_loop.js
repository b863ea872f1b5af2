// Cut the work into pieces: no callback longer than 50 ms, the same sum.
let ticks = 0;
const ticker = setInterval(() => { ticks++; }, 10);

function busy(done) {
  const until = Date.now() + 300;
  let sum = 0;
  while (Date.now() < until) sum++;
  done(sum > 0);
}

setTimeout(() => busy((ok) => {
  clearInterval(ticker);
  console.log(ok, ticks >= 10 ? 'the ticker went on' : 'the ticker stopped');
}), 20);
