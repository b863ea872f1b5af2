'use strict';
Promise.reject(Symbol('why'));
