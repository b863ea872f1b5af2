'use strict';

// The times of the program's stages, by Date.now(): bootstrap records them for performance.nodeTiming. -1 means not yet.

module.exports = { environment: -1, bootstrapComplete: -1, loopExit: -1 };
