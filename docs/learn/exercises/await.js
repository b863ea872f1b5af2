// Load all four at the same time; the results stay in order.
const { setTimeout: sleep } = require('node:timers/promises');

const load = async (name) => {
  await sleep(50);
  return name;
};

async function loadAll(names) {
  const found = [];
  for (const name of names) found.push(await load(name));
  return found;
}

const begin = Date.now();
loadAll(['a', 'b', 'c', 'd']).then((found) => {
  console.log(found.join(' '), Date.now() - begin < 150 ? 'together' : 'one after the other');
});
