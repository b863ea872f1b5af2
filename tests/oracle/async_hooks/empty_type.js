'use strict';
const { AsyncResource, createHook } = require('async_hooks');
createHook({ init() {} }).enable();
try { new AsyncResource(''); } catch (error) { console.log(error.name, error.code, error.message); }
