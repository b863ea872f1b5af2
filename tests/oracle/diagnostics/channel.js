'use strict';
const dc = require('diagnostics_channel');
const channel = dc.channel('mine');
console.log(channel === dc.channel('mine'), channel.name, channel.hasSubscribers, dc.hasSubscribers('mine'), channel instanceof dc.Channel);
const heard = (message, name) => console.log(message, name);
dc.subscribe('mine', heard);
console.log(channel.hasSubscribers, dc.hasSubscribers('mine'), channel instanceof dc.Channel);
channel.publish({ n: 1 });
console.log(dc.unsubscribe('mine', heard), dc.unsubscribe('mine', heard), channel.hasSubscribers);
channel.publish({ n: 2 });
const symbol = Symbol('symbol');
dc.subscribe(symbol, heard);
dc.channel(symbol).publish('by symbol');
for (const bad of [undefined, null, 1, {}]) {
  try { dc.channel(bad); } catch (error) { console.log(error.code, error.message); }
}
for (const bad of [undefined, null, 1, {}]) {
  try { channel.subscribe(bad); } catch (error) { console.log(error.code, error.message); }
}
