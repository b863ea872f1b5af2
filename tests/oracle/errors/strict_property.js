'use strict';
Object.freeze(globalThis.frozenThing = { a: 1 });
globalThis.frozenThing.a = 2;
