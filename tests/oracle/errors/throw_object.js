'use strict';
throw { a: 1, b: { c: [1, 2, 3] } };
