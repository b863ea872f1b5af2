'use strict';
const { AsyncResource, executionAsyncId } = require('async_hooks');
const resource = new AsyncResource('Mine');
const bound = resource.bind(function(a, b) { return [this?.name, a, b, executionAsyncId() === resource.asyncId()]; });
console.log(bound.length, bound.call({ name: 'self' }, 1, 2), resource.bind(function() { return this; }, 'fixed')());
console.log(AsyncResource.bind((a) => a, 'Type')(5), AsyncResource.bind(function named() { return this; }, 'T', 'fixed')(), Object.getOwnPropertyNames(bound).sort());
