// Env: NODE_EXTRA_CA_CERTS=fixtures/none.pem

'use strict';

// A missing file causes one warning.

const tls = require('tls');

tls.createSecureContext();
tls.createSecureContext();
process.on('warning', (warning) => console.log(warning.name, warning.message));
