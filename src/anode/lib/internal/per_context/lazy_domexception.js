'use strict';

// DOMException for files that throw one only in a rare case: its file is loaded with the first.

const lazyDOMExceptionClass = () => require('internal/per_context/domexception').DOMException;

function lazyDOMException(message, name) {
  const DOMException = lazyDOMExceptionClass();
  return new DOMException(message, name);
}

module.exports = { lazyDOMException, lazyDOMExceptionClass };
