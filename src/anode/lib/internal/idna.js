'use strict';

// Internationalised names, by the rules of UTS #46.

const url = () => binding('url');

module.exports = {
  toASCII: (name) => url().idna_to_ascii(`${name}`),
};
