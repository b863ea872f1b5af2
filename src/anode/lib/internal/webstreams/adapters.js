'use strict';

const { ObjectAssign } = primordials;

module.exports = ObjectAssign(
  {}, require('internal/webstreams/node_to_web'), require('internal/webstreams/web_to_node'));
