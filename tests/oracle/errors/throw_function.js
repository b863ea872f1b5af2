'use strict';
throw function thrower() {};
