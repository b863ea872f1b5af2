'use strict';
throw new Error();
