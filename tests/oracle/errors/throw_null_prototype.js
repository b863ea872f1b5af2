'use strict';
throw Object.assign(Object.create(null), { message: 'no prototype' });
