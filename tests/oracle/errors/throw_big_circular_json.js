'use strict';
const a = { name: 'a' };
a.list = [{ back: a }];
JSON.stringify(a);
