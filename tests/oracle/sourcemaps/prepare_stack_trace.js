// Flags: --enable-source-maps
'use strict';
Error.prepareStackTrace = (error, sites) => sites.slice(0, 2).map((site) => `${site.getFunctionName()} ${site.getFileName().split('/').pop()}:${site.getLineNumber()}`).join(' | ');
try {
  require('./fixtures/shape.js').check();
} catch (error) {
  console.log(error.stack);
}
