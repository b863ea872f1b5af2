'use strict';
require('node:http').createServer((req, res) => { res.end('Hello World'); }).listen(+process.argv[2], '127.0.0.1');
