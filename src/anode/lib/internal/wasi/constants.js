'use strict';

// The numbers of WASI preview 1.

const { ObjectFreeze } = primordials;

// Error numbers, in the order of the specification.
const names = [
  'SUCCESS', 'E2BIG', 'EACCES', 'EADDRINUSE', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EAGAIN', 'EALREADY', 'EBADF', 'EBADMSG', 'EBUSY',
  'ECANCELED', 'ECHILD', 'ECONNABORTED', 'ECONNREFUSED', 'ECONNRESET', 'EDEADLK', 'EDESTADDRREQ', 'EDOM', 'EDQUOT', 'EEXIST', 'EFAULT',
  'EFBIG', 'EHOSTUNREACH', 'EIDRM', 'EILSEQ', 'EINPROGRESS', 'EINTR', 'EINVAL', 'EIO', 'EISCONN', 'EISDIR', 'ELOOP', 'EMFILE', 'EMLINK',
  'EMSGSIZE', 'EMULTIHOP', 'ENAMETOOLONG', 'ENETDOWN', 'ENETRESET', 'ENETUNREACH', 'ENFILE', 'ENOBUFS', 'ENODEV', 'ENOENT', 'ENOEXEC',
  'ENOLCK', 'ENOLINK', 'ENOMEM', 'ENOMSG', 'ENOPROTOOPT', 'ENOSPC', 'ENOSYS', 'ENOTCONN', 'ENOTDIR', 'ENOTEMPTY', 'ENOTRECOVERABLE',
  'ENOTSOCK', 'ENOTSUP', 'ENOTTY', 'ENXIO', 'EOVERFLOW', 'EOWNERDEAD', 'EPERM', 'EPIPE', 'EPROTO', 'EPROTONOSUPPORT', 'EPROTOTYPE',
  'ERANGE', 'EROFS', 'ESPIPE', 'ESRCH', 'ESTALE', 'ETIMEDOUT', 'ETXTBSY', 'EXDEV', 'ENOTCAPABLE',
];
const errno = { __proto__: null };
for (let i = 0; i < names.length; i++) errno[names[i]] = i;

// Bits of a set of rights. All of them fit into a small number.
const rightNames = [
  'FD_DATASYNC', 'FD_READ', 'FD_SEEK', 'FD_FDSTAT_SET_FLAGS', 'FD_SYNC', 'FD_TELL', 'FD_WRITE', 'FD_ADVISE', 'FD_ALLOCATE',
  'PATH_CREATE_DIRECTORY', 'PATH_CREATE_FILE', 'PATH_LINK_SOURCE', 'PATH_LINK_TARGET', 'PATH_OPEN', 'FD_READDIR', 'PATH_READLINK',
  'PATH_RENAME_SOURCE', 'PATH_RENAME_TARGET', 'PATH_FILESTAT_GET', 'PATH_FILESTAT_SET_SIZE', 'PATH_FILESTAT_SET_TIMES',
  'FD_FILESTAT_GET', 'FD_FILESTAT_SET_SIZE', 'FD_FILESTAT_SET_TIMES', 'PATH_SYMLINK', 'PATH_REMOVE_DIRECTORY', 'PATH_UNLINK_FILE',
  'POLL_FD_READWRITE', 'SOCK_SHUTDOWN', 'SOCK_ACCEPT',
];
const rights = { __proto__: null };
for (let i = 0; i < rightNames.length; i++) rights[rightNames[i]] = 1 << i;

// The rights that uvwasi, Node's library, gives to each kind of file.
const granted = {
  __proto__: null,
  all: 0x3fffffff,
  directory: 0x0fbffe98,
  directoryInheriting: 0x0fffffff,
  regular: 0x08e001ff,
  socket: 0x3820004a,
  terminal: 0x0820004a,
};

const type = { __proto__: null, UNKNOWN: 0, BLOCK: 1, CHARACTER: 2, DIRECTORY: 3, REGULAR: 4, SOCKET_DGRAM: 5, SOCKET_STREAM: 6, LINK: 7 };
const clock = { __proto__: null, REALTIME: 0, MONOTONIC: 1, PROCESS: 2, THREAD: 3 };
const fdflag = { __proto__: null, APPEND: 1, DSYNC: 2, NONBLOCK: 4, RSYNC: 8, SYNC: 16 };
const oflag = { __proto__: null, CREAT: 1, DIRECTORY: 2, EXCL: 4, TRUNC: 8 };
const fstflag = { __proto__: null, ATIM: 1, ATIM_NOW: 2, MTIM: 4, MTIM_NOW: 8 };
const whence = { __proto__: null, SET: 0, CUR: 1, END: 2 };

const signals = [
  undefined, 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGUSR1', 'SIGSEGV', 'SIGUSR2',
  'SIGPIPE', 'SIGALRM', 'SIGTERM', 'SIGCHLD', 'SIGCONT', 'SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU', 'SIGURG', 'SIGXCPU', 'SIGXFSZ',
  'SIGVTALRM', 'SIGPROF', 'SIGWINCH', 'SIGPOLL', 'SIGPWR', 'SIGSYS',
];

module.exports = ObjectFreeze({
  __proto__: null, clock, errno, fdflag, fstflag, granted, names, oflag, rights, signals, type, whence,
});
