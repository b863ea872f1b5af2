const { EventEmitter } = require('node:events');

const door = new EventEmitter();
door.on('open', () => console.log('listener'));
console.log('before emit');
door.emit('open');
console.log('after emit');
