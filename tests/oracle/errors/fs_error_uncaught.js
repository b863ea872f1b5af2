'use strict';
require('fs').readFileSync('/does/not/exist');
