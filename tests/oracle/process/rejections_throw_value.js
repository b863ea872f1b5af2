'use strict';
Promise.reject({ some: 'object' });
