'use strict';
let error = new Error('bottom');
for (let i = 0; i < 8; i++) error = new Error(`level ${i}`, { cause: error });
throw error;
