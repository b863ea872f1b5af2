'use strict';

const { StringPrototypeToLowerCase } = primordials;

// The name that Node uses for an encoding ('UCS-2' is 'utf16le'), or undefined for a name it does not know.
function normalizeEncoding(encoding) {
  if (encoding == null || encoding === 'utf8' || encoding === 'utf-8') return 'utf8';
  if (typeof encoding !== 'string') return undefined;
  switch (StringPrototypeToLowerCase(encoding)) {
    case 'utf8':
    case 'utf-8':
    case '':
      return 'utf8';
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return 'utf16le';
    case 'latin1':
    case 'binary':
      return 'latin1';
    case 'hex':
      return 'hex';
    case 'base64':
      return 'base64';
    case 'base64url':
      return 'base64url';
    case 'ascii':
      return 'ascii';
  }
}

module.exports = { normalizeEncoding };
