'use strict';
const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));
const start = performance.now();
fib(35);
console.log(performance.now() - start);
