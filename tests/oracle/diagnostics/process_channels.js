'use strict';
const dc = require('diagnostics_channel');
const { fork } = require('child_process');
if (process.argv[2] === 'child') return;
dc.subscribe('child_process', ({ process: child }) => console.log(child.constructor.name, child.connected));
fork(__filename, ['child']).on('exit', (code) => console.log(code));
