'use strict';

// The errors of an invalid pattern, as in Node's C++.

const { TypeError } = primordials;

function plain(code, message) {
  const error = new TypeError(message);
  error.code = code;
  return error;
}

module.exports = {
  plain,
  invalid: () => plain('ERR_INVALID_URL_PATTERN', 'Failed to construct URLPattern'),
};
