'use strict';

// ReadableStreamBYOBRequest (https://streams.spec.whatwg.org/#rs-byob-request-class).

const { ArrayBufferPrototypeGetDetached, ObjectDefineProperties, SymbolToStringTag, Uint8Array } = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_STATE, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEnumerableProperty } = require('internal/util/frozen');
const { validateBuffer } = require('internal/validators');
const { customInspect } = require('internal/webstreams/inspect');
const { isBrand, kSkipThrow, kState, kType, readOnly } = require('internal/webstreams/brand');
const { respond, respondWithNewView } = require('internal/webstreams/readable_pull_into');

const isReadableStreamBYOBRequest = isBrand('ReadableStreamBYOBRequest');

function checkRequest(request) {
  if (!isReadableStreamBYOBRequest(request)) throw new ERR_INVALID_THIS('ReadableStreamBYOBRequest');
}

class ReadableStreamBYOBRequest {
  [kType] = 'ReadableStreamBYOBRequest';

  constructor(key = undefined, controller, view) {
    if (key !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kState] = { __proto__: null, controller, view };
  }

  get view() {
    checkRequest(this);
    return this[kState].view;
  }

  respond(bytesWritten) {
    checkRequest(this);
    const { controller, view } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    if (ArrayBufferPrototypeGetDetached(view.buffer)) {
      throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached');
    }
    respond(controller, bytesWritten);
  }

  respondWithNewView(view) {
    checkRequest(this);
    const { controller } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    validateBuffer(view, 'view');
    if (ArrayBufferPrototypeGetDetached(view.buffer)) {
      throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached');
    }
    respondWithNewView(controller, view);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, this[kType], { view: this.view, controller: this[kState].controller });
  }
}

ObjectDefineProperties(ReadableStreamBYOBRequest.prototype, {
  view: kEnumerableProperty,
  respond: kEnumerableProperty,
  respondWithNewView: kEnumerableProperty,
  [SymbolToStringTag]: readOnly('ReadableStreamBYOBRequest'),
});

function byobRequest(controller) {
  const c = controller[kState];
  if (c.byobRequest === null && c.pendingPullIntos.length > 0) {
    const first = c.pendingPullIntos[0];
    const view = new Uint8Array(first.buffer, first.byteOffset + first.bytesFilled, first.byteLength - first.bytesFilled);
    c.byobRequest = new ReadableStreamBYOBRequest(kSkipThrow, controller, view);
  }
  return c.byobRequest;
}

module.exports = { ReadableStreamBYOBRequest, byobRequest };
