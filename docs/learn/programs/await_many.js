const { setTimeout: sleep } = require('node:timers/promises');

async function job(name, ms) {
  await sleep(ms);
  console.log(name);
}
(async () => {
  await job('first, alone', 20);
  await Promise.all([job('slow', 20), job('quick', 5)]);
  console.log('both');
})();
