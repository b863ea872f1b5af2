'use strict';
Promise.reject(Object.create(null));
