// Flags: --experimental-eventsource

'use strict';

// EventSource: events of every form, names, ids, and a connection that is opened again.

const http = require('http');

let connections = 0;
const server = http.createServer((req, res) => {
  if (req.url === '/none') {
    res.writeHead(204).end();
    return;
  }
  if (req.url === '/plain') {
    res.end('no stream');
    return;
  }
  connections++;
  console.log('request', connections, req.headers.accept, req.headers['last-event-id'], req.headers['cache-control']);
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  if (connections === 1) {
    res.write(': comment\n\ndata: one\n\ndata: two\ndata: lines\n\nevent: named\ndata: three\nid: 7\n\ndata\n\nretry: 20\n\ndata: split');
    setTimeout(() => res.end(' here\n\n'), 20);
  } else {
    res.write('data: again\r\n\r\n');
  }
});
server.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  const source = new EventSource(`${base}/events`);
  console.log(source.readyState, source.url.replace(base, ''), source.withCredentials, EventSource.CLOSED);
  source.onopen = () => console.log('open', source.readyState);
  source.onerror = (event) => console.log('error', event.type, source.readyState);
  source.addEventListener('named', (event) => console.log('named', event.data, event.lastEventId));
  await new Promise((resolve) => {
    source.onmessage = (event) => {
      console.log('message', event instanceof MessageEvent, JSON.stringify(event.data), event.lastEventId, event.origin.replace(base, 'ORIGIN'));
      if (event.data === 'again') resolve();
    };
  });
  source.close();
  console.log(source.readyState);
  for (const path of ['/none', '/plain']) {
    const other = new EventSource(base + path);
    await new Promise((resolve) => {
      other.onerror = () => {
        console.log(path, other.readyState);
        other.close();
        resolve();
      };
    });
  }
  for (const make of [() => new EventSource(), () => new EventSource('nonsense')]) {
    try {
      make();
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
  server.closeAllConnections();
  server.close();
});
