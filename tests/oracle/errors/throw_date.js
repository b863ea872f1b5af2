'use strict';
throw new Date(0);
