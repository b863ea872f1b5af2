'use strict';
let n = 0;
const timer = setTimeout(() => {
  console.log(++n, timer.hasRef());
  if (n < 3) timer.refresh();
}, 2);
