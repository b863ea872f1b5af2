'use strict';
Error.prepareStackTrace = () => { throw new Error('while preparing'); };
try {
  console.log(new Error('x').stack);
} catch (error) {
  console.log('caught', error.message);
}
