'use strict';
// refresh() starts a timer over, one that has fired too, and keeps its place as an object.
const start = Date.now();
const timer = setTimeout(() => {
  console.log('fired', Date.now() - start >= 38, timer._destroyed);
  if (!again) {
    again = true;
    console.log(timer.refresh() === timer);
  }
}, 20);
let again = false;
setTimeout(() => timer.refresh(), 18);
