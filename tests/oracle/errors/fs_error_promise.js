'use strict';
require('fs').promises.readFile('/does/not/exist');
