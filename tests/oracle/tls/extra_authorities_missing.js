// Env: NODE_EXTRA_CA_CERTS=fixtures/none.pem

'use strict';

// A file that is not there is told of, once.

const tls = require('tls');

tls.createSecureContext();
tls.createSecureContext();
process.on('warning', (warning) => console.log(warning.name, warning.message));
