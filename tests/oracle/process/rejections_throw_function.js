'use strict';
Promise.reject(function why() {});
