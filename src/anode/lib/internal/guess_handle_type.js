'use strict';

// 'TTY', 'PIPE', 'TCP', 'UDP', 'FILE', 'UNKNOWN' or 'INVALID': the kind of a file descriptor.
const guessHandleType = (fd) => binding('net/stream').guess_type(fd);

module.exports = { guessHandleType };
