'use strict';

// libuv's error numbers, names and messages. The numbers are the system's own, negated; an error that the system lacks has libuv's number
// (below -3000). Columns: name, Linux, macOS, message. The order is libuv's, and util.getSystemErrorMap() shows it.

const { MapPrototypeGet, SafeMap } = primordials;

const table = [
  ['E2BIG', -7, -7, 'argument list too long'],
  ['EACCES', -13, -13, 'permission denied'],
  ['EADDRINUSE', -98, -48, 'address already in use'],
  ['EADDRNOTAVAIL', -99, -49, 'address not available'],
  ['EAFNOSUPPORT', -97, -47, 'address family not supported'],
  ['EAGAIN', -11, -35, 'resource temporarily unavailable'],
  ['EAI_ADDRFAMILY', -3000, -3000, 'address family not supported'],
  ['EAI_AGAIN', -3001, -3001, 'temporary failure'],
  ['EAI_BADFLAGS', -3002, -3002, 'bad ai_flags value'],
  ['EAI_BADHINTS', -3013, -3013, 'invalid value for hints'],
  ['EAI_CANCELED', -3003, -3003, 'request canceled'],
  ['EAI_FAIL', -3004, -3004, 'permanent failure'],
  ['EAI_FAMILY', -3005, -3005, 'ai_family not supported'],
  ['EAI_MEMORY', -3006, -3006, 'out of memory'],
  ['EAI_NODATA', -3007, -3007, 'no address'],
  ['EAI_NONAME', -3008, -3008, 'unknown node or service'],
  ['EAI_OVERFLOW', -3009, -3009, 'argument buffer overflow'],
  ['EAI_PROTOCOL', -3014, -3014, 'resolved protocol is unknown'],
  ['EAI_SERVICE', -3010, -3010, 'service not available for socket type'],
  ['EAI_SOCKTYPE', -3011, -3011, 'socket type not supported'],
  ['EALREADY', -114, -37, 'connection already in progress'],
  ['EBADF', -9, -9, 'bad file descriptor'],
  ['EBUSY', -16, -16, 'resource busy or locked'],
  ['ECANCELED', -125, -89, 'operation canceled'],
  ['ECHARSET', -4080, -4080, 'invalid Unicode character'],
  ['ECONNABORTED', -103, -53, 'software caused connection abort'],
  ['ECONNREFUSED', -111, -61, 'connection refused'],
  ['ECONNRESET', -104, -54, 'connection reset by peer'],
  ['EDESTADDRREQ', -89, -39, 'destination address required'],
  ['EEXIST', -17, -17, 'file already exists'],
  ['EFAULT', -14, -14, 'bad address in system call argument'],
  ['EFBIG', -27, -27, 'file too large'],
  ['EHOSTUNREACH', -113, -65, 'host is unreachable'],
  ['EINTR', -4, -4, 'interrupted system call'],
  ['EINVAL', -22, -22, 'invalid argument'],
  ['EIO', -5, -5, 'i/o error'],
  ['EISCONN', -106, -56, 'socket is already connected'],
  ['EISDIR', -21, -21, 'illegal operation on a directory'],
  ['ELOOP', -40, -62, 'too many symbolic links encountered'],
  ['EMFILE', -24, -24, 'too many open files'],
  ['EMSGSIZE', -90, -40, 'message too long'],
  ['ENAMETOOLONG', -36, -63, 'name too long'],
  ['ENETDOWN', -100, -50, 'network is down'],
  ['ENETUNREACH', -101, -51, 'network is unreachable'],
  ['ENFILE', -23, -23, 'file table overflow'],
  ['ENOBUFS', -105, -55, 'no buffer space available'],
  ['ENODEV', -19, -19, 'no such device'],
  ['ENOENT', -2, -2, 'no such file or directory'],
  ['ENOMEM', -12, -12, 'not enough memory'],
  ['ENONET', -64, -4056, 'machine is not on the network'],
  ['ENOPROTOOPT', -92, -42, 'protocol not available'],
  ['ENOSPC', -28, -28, 'no space left on device'],
  ['ENOSYS', -38, -78, 'function not implemented'],
  ['ENOTCONN', -107, -57, 'socket is not connected'],
  ['ENOTDIR', -20, -20, 'not a directory'],
  ['ENOTEMPTY', -39, -66, 'directory not empty'],
  ['ENOTSOCK', -88, -38, 'socket operation on non-socket'],
  ['ENOTSUP', -95, -45, 'operation not supported on socket'],
  ['EOVERFLOW', -75, -84, 'value too large for defined data type'],
  ['EPERM', -1, -1, 'operation not permitted'],
  ['EPIPE', -32, -32, 'broken pipe'],
  ['EPROTO', -71, -100, 'protocol error'],
  ['EPROTONOSUPPORT', -93, -43, 'protocol not supported'],
  ['EPROTOTYPE', -91, -41, 'protocol wrong type for socket'],
  ['ERANGE', -34, -34, 'result too large'],
  ['EROFS', -30, -30, 'read-only file system'],
  ['ESHUTDOWN', -108, -58, 'cannot send after transport endpoint shutdown'],
  ['ESPIPE', -29, -29, 'invalid seek'],
  ['ESRCH', -3, -3, 'no such process'],
  ['ETIMEDOUT', -110, -60, 'connection timed out'],
  ['ETXTBSY', -26, -26, 'text file is busy'],
  ['EXDEV', -18, -18, 'cross-device link not permitted'],
  ['UNKNOWN', -4094, -4094, 'unknown error'],
  ['EOF', -4095, -4095, 'end of file'],
  ['ENXIO', -6, -6, 'no such device or address'],
  ['EMLINK', -31, -31, 'too many links'],
  ['EHOSTDOWN', -112, -64, 'host is down'],
  ['EREMOTEIO', -121, -4030, 'remote I/O error'],
  ['ENOTTY', -25, -25, 'inappropriate ioctl for device'],
  ['EFTYPE', -4028, -79, 'inappropriate file type or format'],
  ['EILSEQ', -84, -92, 'illegal byte sequence'],
  ['ESOCKTNOSUPPORT', -94, -44, 'socket type not supported'],
  ['ENODATA', -61, -96, 'no data available'],
  ['EUNATCH', -49, -4023, 'protocol driver not attached'],
  ['ENOEXEC', -8, -8, 'exec format error'],
];

let byNumber;

function errorMap() {
  if (byNumber === undefined) {
    byNumber = new SafeMap();
    const column = process.platform === 'darwin' ? 2 : 1;
    for (let i = 0; i < table.length; i++) byNumber.set(table[i][column], [table[i][0], table[i][3]]);
  }
  return byNumber;
}

let byName;

// 'ENOENT' => -2, for errors that are made from a name.
function errnoOf(name) {
  if (byName === undefined) {
    byName = new SafeMap();
    const column = process.platform === 'darwin' ? 2 : 1;
    for (let i = 0; i < table.length; i++) byName.set(table[i][0], table[i][column]);
  }
  return byName.get(name);
}

const getSystemErrorName = (errno) => MapPrototypeGet(errorMap(), errno)?.[0] ?? `Unknown system error ${errno}`;
const getSystemErrorMessage = (errno) => MapPrototypeGet(errorMap(), errno)?.[1];

module.exports = { errnoOf, getSystemErrorMap: errorMap, getSystemErrorMessage, getSystemErrorName };
