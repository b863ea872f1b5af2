'use strict';
throw new Error({ toString() { return 'made a text'; } });
