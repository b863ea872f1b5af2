'use strict';

// An agent reuses a connection whose options are the same, and resumes sessions on new connections.

const https = require('https');
const { get, serve } = require('../tls/fixtures/https');

serve({ maxVersion: 'TLSv1.2' }, (request, response) => response.end(String(request.socket.isSessionReused())), (port, server) => {
  const kept = new https.Agent({ keepAlive: true });
  const fresh = new https.Agent({ keepAlive: false });
  const first = get(port, { agent: kept }, (text) => {
    console.log('first', text, first.reusedSocket);
    setImmediate(() => {
      const second = get(port, { agent: kept }, (again) => {
        console.log('second', again, second.reusedSocket, Object.keys(kept.sockets).length);
        kept.destroy();
        get(port, { agent: fresh }, (one) => get(port, { agent: fresh }, (two) => {
          console.log(one, two, fresh._sessionCache.list.length);
          fresh._evictSession(fresh._sessionCache.list[0]);
          console.log(fresh._sessionCache.list.length);
          server.close();
        }));
      });
    });
  });
});
