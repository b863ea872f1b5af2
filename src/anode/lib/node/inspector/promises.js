'use strict';

// `node:inspector/promises`.

const inspector = require('inspector');
const { promisify } = require('internal/util/promisify');

class Session extends inspector.Session {}
Session.prototype.post = promisify(inspector.Session.prototype.post);

module.exports = { ...inspector, Session };
