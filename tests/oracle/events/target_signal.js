'use strict';
const target = new EventTarget();
const controller = new AbortController();
target.addEventListener('x', () => console.log('heard'), { signal: controller.signal });
target.addEventListener('x', () => console.log('never'), { signal: AbortSignal.abort() });
target.dispatchEvent(new Event('x'));
controller.abort();
target.dispatchEvent(new Event('x'));
console.log(require('events').getEventListeners(target, 'x').length);
