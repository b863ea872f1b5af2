'use strict';
const { aborted } = require('util');
const controller = new AbortController();
const resource = {};
aborted(controller.signal, resource).then(() => console.log('aborted', controller.signal.aborted));
setTimeout(() => controller.abort(), 1);
aborted(AbortSignal.abort(), resource).then(() => console.log('at once'));
