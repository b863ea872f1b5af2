'use strict';
async function outer() {
  await inner();
}
async function inner() {
  await null;
  throw new Error('in an async function');
}
outer();
