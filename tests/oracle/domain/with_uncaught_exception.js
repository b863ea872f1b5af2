'use strict';
const domain = require('domain');
process.on('uncaughtException', (error) => console.log('process', error.message, process.domain));
const d = domain.create();
d.on('error', (error) => console.log('domain', error.message));
setTimeout(() => { throw new Error('outside'); }, 60);
d.run(() => setTimeout(() => { throw new Error('inside'); }, 1));
const silent = domain.create();
silent.run(() => setTimeout(() => { throw new Error('no listener'); }, 120));
