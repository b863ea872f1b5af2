'use strict';
Error.prepareStackTrace = (error, sites) => `${error.message} in ${sites.length > 0 ? sites[0].getFunctionName() : 'nothing'}`;
function thrower() {
  throw new Error('prepared');
}
thrower();
