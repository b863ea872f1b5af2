'use strict';
throw new Proxy({ a: 1 }, {});
