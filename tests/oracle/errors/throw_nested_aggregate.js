'use strict';
const inner = new AggregateError([new Error('deep one')], 'inner');
throw Object.assign(new AggregateError([inner, null, { a: 1 }]), { extra: true });
