'use strict';
const dc = require('diagnostics_channel');
process.on('uncaughtException', (error) => console.log('caught', error.message));
const channel = dc.channel('x');
channel.subscribe(() => { throw new Error('one'); });
channel.subscribe((message) => console.log('two', message));
channel.publish('hi');
console.log('after');
