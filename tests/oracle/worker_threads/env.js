'use strict';
// Env: WHO=main
// A worker has a copy of the environment, a new one, or shares the parent's.
const { Worker, SHARE_ENV } = require('worker_threads');
const text = `
  process.env.FROM_WORKER = 'yes'; process.env.WHO += '+';
  delete process.env.GONE;
  console.log(process.env.WHO, process.env.ONLY, 'PATH' in process.env, Object.keys(process.env).includes('FROM_WORKER'));
`;
const run = (env) => new Promise((resolve) => {
  process.env.GONE = 'here';
  new Worker(text, { eval: true, env }).on('exit', () => {
    console.log(process.env.WHO, process.env.FROM_WORKER, process.env.GONE, 'FROM_WORKER' in process.env);
    resolve();
  });
});
(async () => {
  await run(undefined);
  await run({ ONLY: 1, WHO: 'own' });
  await run(SHARE_ENV);
  process.env.LATER = 5;
  console.log(process.env.LATER, Object.keys(process.env).includes('LATER'), delete process.env.LATER, process.env.LATER, process.env.toString === Object.prototype.toString);
  console.log(Object.getOwnPropertyDescriptor(process.env, 'WHO'), JSON.stringify(process.env).includes('FROM_WORKER'));
})();
