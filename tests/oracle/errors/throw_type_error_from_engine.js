'use strict';
function reach(value) {
  return value.missing.deeper;
}
reach({});
