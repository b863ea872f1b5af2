// Flags: --no-extra-info-on-fatal-exception
'use strict';
throw new Error('without a version');
