'use strict';
// A Buffer of as many bytes as the second argument says.
const body = Buffer.alloc(+process.argv[3], 'x');
require('node:http').createServer((req, res) => { res.end(body); }).listen(+process.argv[2], '127.0.0.1');
