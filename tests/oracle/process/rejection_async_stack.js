'use strict';
async function outer() { await middle(); }
async function middle() { await inner(); }
async function inner() {
  await new Promise((resolve) => setTimeout(resolve, 1));
  throw new Error('deep');
}
outer();
