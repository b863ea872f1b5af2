// Flags: --stack-trace-limit=2
'use strict';
function a() { b(); }
function b() { c(); }
function c() { throw new Error('shallow'); }
console.log(Error.stackTraceLimit);
a();
