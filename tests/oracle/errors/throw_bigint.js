'use strict';
throw 10n;
