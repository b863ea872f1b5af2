'use strict';

// The exports of internal/url/* that other files use.

const { URL, isURL } = require('internal/url/url');
const { URLSearchParams } = require('internal/url/search_params');
const paths = require('internal/url/paths');

module.exports = {
  URL,
  URLSearchParams,
  isURL,
  fileURLToPath: paths.fileURLToPath,
  fileURLToPathBuffer: paths.fileURLToPathBuffer,
  pathToFileURL: paths.pathToFileURL,
  toPathIfFileURL: paths.toPathIfFileURL,
  urlToHttpOptions: paths.urlToHttpOptions,
  domainToASCII: paths.domainToASCII,
  domainToUnicode: paths.domainToUnicode,
};
