'use strict';
require('fs').stat('/', () => {
  throw new Error('in a callback of fs');
});
