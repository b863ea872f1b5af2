'use strict';
throw 'just a string';
