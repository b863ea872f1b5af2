'use strict';
const { Readable } = require('stream');
const stream = new Readable({
  read() {
    this.destroy(new Error('cannot read'));
  },
});
stream.resume();
