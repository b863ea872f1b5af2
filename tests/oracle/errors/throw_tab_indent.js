'use strict';
if (true) {
	if (true) {
		throw new Error('after tabs');
	}
}
