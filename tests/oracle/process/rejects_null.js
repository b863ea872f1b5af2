'use strict';
Promise.reject(null);
