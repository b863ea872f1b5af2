'use strict';
throw Object.assign(new Error('symbols'), { [Symbol('key')]: 'value', [Symbol.for('other')]: { a: [1] } });
