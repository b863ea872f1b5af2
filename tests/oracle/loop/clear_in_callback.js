'use strict';
// A timer or an immediate may clear later ones.
const later = setTimeout(() => console.log('never'), 8);
setTimeout(() => { console.log('clears'); clearTimeout(later); }, 1);
setTimeout(() => console.log('stays'), 8);
const until = Date.now() + 20;
while (Date.now() < until);
setTimeout(() => {
  setImmediate(() => { clearImmediate(second); console.log('first immediate'); });
  const second = setImmediate(() => console.log('never'));
  setImmediate(() => console.log('third immediate'));
}, 60);
