'use strict';
const domain = require('domain');
const outer = domain.create();
const inner = domain.create();
outer.on('error', (error) => console.log('outer', error.message));
inner.on('error', (error) => { console.log('inner', error.message); throw new Error('from inner'); });
outer.run(() => inner.run(() => { throw new Error('first'); }));
