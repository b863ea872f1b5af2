const { setTimeout: sleep } = require('node:timers/promises');

const load = async (name) => {
  await sleep(50);
  return name;
};

async function loadAll(names) {
  return Promise.all(names.map(load));
}

const begin = Date.now();
loadAll(['a', 'b', 'c', 'd']).then((found) => {
  console.log(found.join(' '), Date.now() - begin < 150 ? 'together' : 'one after the other');
});
