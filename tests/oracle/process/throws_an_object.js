'use strict';
throw { plain: 'object' };
