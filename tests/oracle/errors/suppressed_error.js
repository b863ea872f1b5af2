'use strict';
throw new SuppressedError(new Error('new'), new Error('old'), 'suppressed');
