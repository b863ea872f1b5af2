'use strict';
require('./fixtures/throws.js');
