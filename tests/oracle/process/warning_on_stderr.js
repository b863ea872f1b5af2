'use strict';
process.emitWarning('only once told how', 'FirstWarning', 'W1');
process.emitWarning('second', 'SecondWarning');
process.emitWarning('old thing', 'DeprecationWarning', 'DEP9999');
process.emitWarning('detailed', { type: 'Detailed', detail: 'line one\nline two' });
