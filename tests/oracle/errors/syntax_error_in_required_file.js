'use strict';
require('./fixtures/syntax.js');
