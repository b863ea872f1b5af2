'use strict';
[2, 1].sort(function compare() {
  throw new Error('in a comparison');
});
