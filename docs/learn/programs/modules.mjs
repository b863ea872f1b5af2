import { setTimeout as sleep } from 'node:timers/promises';

process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('promise'));
console.log('module');
await sleep(1);
console.log('after top-level await');
