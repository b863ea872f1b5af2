'use strict';
// Sends a Buffer; the second argument is its size in bytes.
const body = Buffer.alloc(+process.argv[3], 'x');
require('node:http').createServer((req, res) => { res.end(body); }).listen(+process.argv[2], '127.0.0.1');
