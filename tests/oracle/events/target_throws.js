'use strict';
process.on('uncaughtException', (error) => console.log('caught', error.message));
const target = new EventTarget();
target.addEventListener('x', () => { throw new Error('sync'); });
target.addEventListener('x', async () => { throw new Error('async'); });
target.addEventListener('x', () => console.log('next'));
target.dispatchEvent(new Event('x'));
console.log('after');
