'use strict';
throw new DOMException('from the platform', 'AbortError');
