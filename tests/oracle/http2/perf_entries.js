'use strict';
// Performance entries of streams and sessions.
const http2 = require('http2');
const { PerformanceObserver } = require('perf_hooks');
const seen = [];
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const { detail } = entry;
    seen.push([entry.name, entry.entryType, detail.type, detail.id, detail.streamCount, Object.keys(detail).sort().join(),
               detail.bytesRead > 0, detail.bytesWritten > 0, detail.framesReceived > 2, detail.maxConcurrentStreams]);
  }
});
observer.observe({ type: 'http2' });
const server = http2.createServer((request, response) => response.end('x'));
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request();
  request.resume();
  request.on('close', () => {
    client.close();
    server.close();
  });
});
process.on('beforeExit', () => {
  if (seen.length === 0) return;
  for (const entry of seen.sort()) console.log(entry.join(' '));
  seen.length = 0;
});
