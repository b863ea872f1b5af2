'use strict';
throw Symbol('sign');
