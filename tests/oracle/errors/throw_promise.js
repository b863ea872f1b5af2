'use strict';
throw Promise.resolve(1);
