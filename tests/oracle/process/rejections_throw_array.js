'use strict';
Promise.reject([1, [2, [3, [4]]]]);
