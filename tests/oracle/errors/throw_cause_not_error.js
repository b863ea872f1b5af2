'use strict';
throw new Error('the effect', { cause: { reason: 'none', list: [1, 2] } });
