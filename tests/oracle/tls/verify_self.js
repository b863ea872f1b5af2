'use strict';

// A self-signed certificate: the connection fails, or only notes the error.

const { connect, pair, serve, told } = require('./fixtures/keys');

serve(pair('self', 'server'), (socket) => {
  socket.on('error', () => {});
  socket.end();
}, (port, close) => {
  const strict = connect(port, {}, () => console.log('never'));
  strict.on('error', (error) => console.log('strict', told(error), strict.authorized, strict.authorizationError));
  strict.on('close', (hadError) => {
    console.log('closed', hadError);
    const lax = connect(port, { rejectUnauthorized: false }, () => console.log('lax', lax.authorized, lax.authorizationError));
    lax.resume();
    lax.on('close', close);
  });
});
