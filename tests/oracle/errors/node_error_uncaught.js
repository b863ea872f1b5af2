'use strict';
Buffer.alloc('x');
