'use strict';
require('./not-there');
