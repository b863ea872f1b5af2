'use strict';
const error = new Error('named');
error.name = 'Renamed';
throw error;
