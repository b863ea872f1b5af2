// Flags: --trace-warnings
'use strict';
function here() {
  process.emitWarning('traced', 'TracedWarning', 'T1');
}
here();
