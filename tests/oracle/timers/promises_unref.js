'use strict';
const { setTimeout: after } = require('timers/promises');
after(10_000, 0, { ref: false }).then(() => console.log('never'));
after(5).then(() => console.log('done'));
process.on('exit', () => console.log('exit'));
