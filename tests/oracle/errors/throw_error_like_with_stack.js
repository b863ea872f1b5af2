'use strict';
throw { name: 'Custom', message: 'looks like an error', stack: 'its own stack text' };
