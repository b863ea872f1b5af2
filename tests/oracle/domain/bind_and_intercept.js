'use strict';
const domain = require('domain');
const d = domain.create();
d.on('error', (error) => console.log('error', error.message, error.domainBound?.name));
console.log(d.bind((a, b) => [a, b, process.domain === d])(1, 2), process.domain);
d.intercept(function callback(value) { console.log('value', value); })(null, 'ok');
d.intercept(function callback() { console.log('never'); })(new Error('intercepted'));
