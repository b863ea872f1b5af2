'use strict';

// The error by which an evaluator asks for the next line of an incomplete text.

const { ObjectSetPrototypeOf, SyntaxError, SyntaxErrorPrototype } = primordials;

function Recoverable(err) {
  this.err = err;
}
ObjectSetPrototypeOf(Recoverable.prototype, SyntaxErrorPrototype);
ObjectSetPrototypeOf(Recoverable, SyntaxError);

module.exports = { Recoverable };
