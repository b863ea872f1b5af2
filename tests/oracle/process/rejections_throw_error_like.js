'use strict';
Promise.reject({ name: 'Like', message: 'an error', stack: 'stack text' });
