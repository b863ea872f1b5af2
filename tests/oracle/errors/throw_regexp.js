'use strict';
throw /expression/g;
