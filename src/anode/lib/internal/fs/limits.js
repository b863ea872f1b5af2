'use strict';

// How much of a file one request reads or writes, and the largest user id.

module.exports = {
  kReadFileBufferLength: 512 * 1024,
  kWriteFileMaxChunkSize: 512 * 1024,
  kMaxUserId: 2 ** 32 - 1,
};
