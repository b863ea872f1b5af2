'use strict';
const timers = require('timers');
console.log(Object.keys(timers), typeof timers.enroll, timers.setTimeout === setTimeout, timers.promises === require('timers/promises'));
