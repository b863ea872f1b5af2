'use strict';
AbortSignal.abort().throwIfAborted();
