// all waits for every promise, any for the first that is fulfilled, race for the first that settles, allSettled until all have settled.
const { setTimeout: after } = require('node:timers/promises');
const fail = async (ms) => { await after(ms); throw new Error(`failed after ${ms}`); };

(async () => {
  console.log('all', await Promise.all([after(20, 'slow'), after(1, 'fast')]));
  console.log('any', await Promise.any([fail(1), after(20, 'slow')]));
  console.log('race', await Promise.race([fail(1), after(40, 'slow')]).catch((error) => error.message));
  console.log('allSettled', (await Promise.allSettled([fail(1), after(5)])).map(({ status }) => status));
  await Promise.any([fail(1), fail(2)]).catch((error) => console.log(error.name, error.errors.map((each) => each.message)));
})();
