'use strict';
console.log(notDefinedAnywhere);
