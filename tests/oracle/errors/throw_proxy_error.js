'use strict';
throw new Proxy(new Error('behind a proxy'), {});
