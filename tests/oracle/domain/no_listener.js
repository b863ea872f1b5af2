'use strict';
const domain = require('domain');
process.on('exit', (code) => console.log('exit', code));
domain.create().run(() => { setTimeout(() => { throw new Error('nobody'); }, 1); });
