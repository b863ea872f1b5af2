'use strict';

// An end() that throws leaves back-pressure as it was.

const http = require('node:http');

const server = http.createServer((request, response) => {
  try { response.end(1); } catch (error) { console.log(error.code); }
  let writes = 0;
  while (writes < 100 && response.write(Buffer.alloc(65536))) writes++;
  console.log(writes < 100, response.writableNeedDrain);
  response.destroy();
});
server.listen(0, () => {
  http.get({ port: server.address().port }).on('response', (response) => response.on('error', () => {}).resume()).on('error', () => {})
    .on('close', () => server.close());
});
