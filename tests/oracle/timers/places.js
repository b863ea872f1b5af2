'use strict';
// The frames of timers, as stacks show them.
for (const name of ['setTimeout', 'setInterval']) {
  try { globalThis[name]('no function'); } catch (error) { console.log(error.stack.split('\n')[1].replace(/:\d+:\d+/, '')); }
}
