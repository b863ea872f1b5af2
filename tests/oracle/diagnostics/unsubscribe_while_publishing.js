'use strict';
const dc = require('diagnostics_channel');
const channel = dc.channel('x');
const second = () => console.log('second');
channel.subscribe(function first() {
  console.log('first');
  channel.unsubscribe(first);
  channel.unsubscribe(second);
  channel.subscribe(() => console.log('new'));
});
channel.subscribe(second);
channel.publish();
console.log('--');
channel.publish();
