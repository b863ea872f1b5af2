'use strict';
throw { toString() { return 'text of it'; } };
