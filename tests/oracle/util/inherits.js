'use strict';
const util = require('util');
function Base() {}
Base.prototype.hello = function() { return 'hello'; };
function Derived() {}
util.inherits(Derived, Base);
console.log(Derived.super_ === Base, new Derived().hello(), new Derived() instanceof Base, Object.keys(Derived), Object.getOwnPropertyDescriptor(Derived, 'super_'));
