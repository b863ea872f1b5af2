'use strict';
// The constants, one by one and in order.
const http2 = require('http2');
console.log(Object.keys(http2));
for (const name of Object.keys(http2.constants)) console.log(name, http2.constants[name]);
console.log(String(http2.sensitiveHeaders));
console.log(http2.createServer.length, http2.connect.length, http2.createSecureServer.length, http2.getPackedSettings.length);
