'use strict';
// refresh() restarts a timer, also one that has fired, and returns the same object.
const start = Date.now();
const timer = setTimeout(() => {
  console.log('fired', Date.now() - start >= 298, timer._destroyed);
  if (!again) {
    again = true;
    console.log(timer.refresh() === timer);
  }
}, 200);
let again = false;
setTimeout(() => timer.refresh(), 100);
