'use strict';
setTimeout(function() { console.log('timeout', this.constructor.name, this.hasRef()); }, 30);
setImmediate(function() { console.log('immediate', this.constructor.name); });
const interval = setInterval(function() {
  console.log('interval', this === interval);
  clearInterval(this);
}, 80);
