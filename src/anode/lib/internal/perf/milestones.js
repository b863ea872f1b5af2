'use strict';

// When the program's stages were reached, by Date.now(): bootstrap notes them, performance.nodeTiming tells. -1 is not yet.

module.exports = { environment: -1, bootstrapComplete: -1, loopExit: -1 };
