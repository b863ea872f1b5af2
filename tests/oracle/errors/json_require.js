'use strict';
require('./fixtures/broken.json');
