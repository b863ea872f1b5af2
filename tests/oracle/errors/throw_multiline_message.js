'use strict';
throw new Error('line one\nline two\n    at looks.like (a.frame:1:2)\nline four');
