'use strict';

const { Symbol } = primordials;
const hooks = require('internal/async_hooks');

const kRefed = Symbol('refed');

const async_id_symbol = Symbol('asyncId');
const trigger_async_id_symbol = Symbol('triggerId');
const kFrame = Symbol('kAsyncContextFrame');

function initAsyncResource(resource, type) {
  const asyncId = resource[async_id_symbol] = hooks.newAsyncId();
  const triggerAsyncId = resource[trigger_async_id_symbol] = hooks.getDefaultTriggerAsyncId();
  if (hooks.initHooksExist()) hooks.emitInit(asyncId, type, triggerAsyncId, resource);
}

module.exports = { async_id_symbol, initAsyncResource, kFrame, kRefed, trigger_async_id_symbol };
