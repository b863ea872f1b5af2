// Flags: --permission --allow-fs-read=*
'use strict';
try {
  process.binding('util');
} catch (error) {
  console.log(error.name, error.code, error.message);
}
