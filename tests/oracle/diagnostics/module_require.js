'use strict';
const dc = require('diagnostics_channel');
const path = require('path');
let first;
const seen = (name) => (message) => {
  first ??= message;
  console.log(name, message === first, Object.keys(message), path.basename(message.parentFilename), message.id, message.error?.code, typeof message.result);
  if (name === 'end') first = undefined;
};
dc.tracingChannel('module.require').subscribe({ start: seen('start'), end: seen('end'), asyncStart: seen('asyncStart'), asyncEnd: seen('asyncEnd'), error: seen('error') });
require('os');
require('node:os');
try { require('./is-not-there'); } catch (error) { console.log(error.code); }
try { require(''); } catch (error) { console.log(error.code); }
try { require(1); } catch (error) { console.log(error.code); }
