'use strict';

// The globals of web messaging.

const { BroadcastChannel } = require('internal/worker/broadcast_channel');
const { MessageChannel, MessagePort } = require('internal/worker/io');
const { MessageEvent } = require('internal/worker/message_event');

module.exports = { BroadcastChannel, MessageChannel, MessageEvent, MessagePort };
