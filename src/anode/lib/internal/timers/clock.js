'use strict';

// The loop's time in whole milliseconds. Between crossings it runs on with Date.now(), corrected at each crossing and never backwards, so
// that starting a timer costs no crossing.

const { DateNow, MathMax } = primordials;

let loopTime = 0;
let wallTime = 0;

function setLoopTime(now) {
  loopTime = MathMax(now, loopTime);
  wallTime = DateNow();
}

// At each start: the time in the snapshot is another process's.
function resetLoopTime() {
  loopTime = 0;
  wallTime = DateNow();
}

function getLibuvNow() {
  const wall = DateNow();
  if (wall > wallTime) loopTime += wall - wallTime;
  wallTime = wall;
  return loopTime;
}

module.exports = { getLibuvNow, resetLoopTime, setLoopTime };
