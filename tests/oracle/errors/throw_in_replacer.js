'use strict';
JSON.stringify({ toJSON() { throw new Error('in toJSON'); } });
