'use strict';
// refresh() starts a timer over, one that has fired too, and keeps its place as an object.
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
