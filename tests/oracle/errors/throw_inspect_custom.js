'use strict';
const error = new Error('has custom');
error[require('util').inspect.custom] = () => 'CUSTOM';
throw error;
