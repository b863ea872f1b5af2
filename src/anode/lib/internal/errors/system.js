'use strict';

// Errors of all other topics. A message takes as many arguments as it has %s; a function gets the arguments and may put properties on the
// error, its `this`.

const {
  ArrayPrototypeJoin,
  Error,
  JSONStringify,
  ObjectAssign,
  RangeError,
  TypeError,
  URIError,
} = primordials;
const { HideStackFramesError, SystemError, codes, define } = require('internal/errors/define');

define('ERR_AMBIGUOUS_ARGUMENT', 'The "%s" argument is ambiguous. %s', TypeError);
define('ERR_ARG_NOT_ITERABLE', '%s must be iterable', TypeError);
define('ERR_ASSERTION', '%s', Error);
define('ERR_ASYNC_CALLBACK', '%s must be a function', TypeError);
define('ERR_ASYNC_TYPE', 'Invalid name for async "type": %s', TypeError);
define('ERR_BROTLI_INVALID_PARAM', '%s is not a valid Brotli parameter', RangeError);
define('ERR_BUFFER_TOO_LARGE', 'Cannot create a Buffer larger than %s bytes', RangeError);
define('ERR_CANNOT_WATCH_SIGINT', 'Cannot watch for SIGINT signals', Error);
define('ERR_CHILD_CLOSED_BEFORE_REPLY', 'Child closed before reply received', Error);
define('ERR_CHILD_PROCESS_STDIO_MAXBUFFER', '%s maxBuffer length exceeded', RangeError);
define('ERR_CONSOLE_WRITABLE_STREAM', 'Console expects a writable stream instance for %s', TypeError);
define('ERR_CONTEXT_NOT_INITIALIZED', 'context used is not initialized', Error);
define('ERR_DEBUGGER_ERROR', '%s', Error);
define('ERR_DIR_CLOSED', 'Directory handle was closed', Error);
define('ERR_DIR_CONCURRENT_OPERATION',
       'Cannot do synchronous work on directory handle with concurrent asynchronous operations',
       Error);
define('ERR_DNS_SET_SERVERS_FAILED', 'c-ares failed to set servers: "%s" [%s]', Error);
define('ERR_DOMAIN_CALLBACK_NOT_AVAILABLE',
       'A callback was registered through process.setUncaughtExceptionCaptureCallback(), which is mutually ' +
       'exclusive with using the `domain` module',
       Error);
define('ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE',
       'The `domain` module is in use, which is mutually exclusive with calling ' +
       'process.setUncaughtExceptionCaptureCallback()',
       Error);
define('ERR_ENCODING_NOT_SUPPORTED', 'The "%s" encoding is not supported', RangeError);
define('ERR_EVENT_RECURSION', 'The event "%s" is already being dispatched', Error);
define('ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
       'The feature %s is unavailable on the current platform, which is being used to run Node.js',
       TypeError);
define('ERR_FS_FILE_TOO_LARGE', 'File size (%s) is greater than 2 GiB', RangeError);
define('ERR_FS_WATCH_QUEUE_OVERFLOW', 'fs.watch() queued more than %d events', Error);
define('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor', TypeError);
define('ERR_INCOMPATIBLE_OPTION_PAIR',
       'Option "%s" cannot be used in combination with option "%s"',
       TypeError, HideStackFramesError);
define('ERR_INSPECTOR_ALREADY_ACTIVATED',
       'Inspector is already activated. Close it with inspector.close() before activating it again.',
       Error);
define('ERR_INSPECTOR_ALREADY_CONNECTED', '%s is already connected', Error);
define('ERR_INSPECTOR_CLOSED', 'Session was closed', Error);
define('ERR_INSPECTOR_NOT_ACTIVE', 'Inspector is not active', Error);
define('ERR_INSPECTOR_NOT_AVAILABLE', 'Inspector is not available', Error);
define('ERR_INSPECTOR_NOT_CONNECTED', 'Session is not connected', Error);
define('ERR_INSPECTOR_NOT_WORKER', 'Current thread is not a worker', Error);
define('ERR_INVALID_ASYNC_ID', 'Invalid %s value: %s', RangeError);
define('ERR_INVALID_BUFFER_SIZE', 'Buffer size must be a multiple of %s', RangeError);
define('ERR_INVALID_CURSOR_POS', 'Cannot set cursor row without setting its column', TypeError);
define('ERR_INVALID_FD', '"fd" must be a positive integer: %s', RangeError);
define('ERR_INVALID_FD_TYPE', 'Unsupported fd type: %s', TypeError);
define('ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on %s', TypeError);
define('ERR_INVALID_HANDLE_TYPE', 'This handle type cannot be sent', TypeError);
define('ERR_INVALID_IP_ADDRESS', 'Invalid IP address: %s', TypeError);
define('ERR_INVALID_OBJECT_DEFINE_PROPERTY', '%s', TypeError);
define('ERR_INVALID_PROTOCOL', 'Protocol "%s" not supported. Expected "%s"', TypeError);
define('ERR_INVALID_REPL_EVAL_CONFIG', 'Cannot specify both "breakEvalOnSigint" and "eval" for REPL', TypeError);
define('ERR_INVALID_REPL_INPUT', '%s', TypeError);
define('ERR_INVALID_STATE', 'Invalid state: %s', Error, TypeError, RangeError);
define('ERR_INVALID_SYNC_FORK_INPUT',
       'Asynchronous forks do not support Buffer, TypedArray, DataView or string input: %s',
       TypeError);
define('ERR_INVALID_THIS', 'Value of "this" must be of type %s', TypeError, HideStackFramesError);
define('ERR_INVALID_TUPLE', '%s must be an iterable %s tuple', TypeError);
define('ERR_INVALID_URI', 'URI malformed', URIError);
define('ERR_IPC_CHANNEL_CLOSED', 'Channel closed', Error);
define('ERR_IPC_DISCONNECTED', 'IPC channel is already disconnected', Error);
define('ERR_IPC_ONE_PIPE', 'Child process can have only one IPC pipe', Error);
define('ERR_IPC_SYNC_FORK', 'IPC cannot be used with synchronous forks', Error);
define('ERR_METHOD_NOT_IMPLEMENTED', 'The %s method is not implemented', Error);
define('ERR_MISSING_OPTION', '%s is required', TypeError);
define('ERR_MULTIPLE_CALLBACK', 'Callback called multiple times', Error);
define('ERR_NAPI_CONS_FUNCTION', 'Constructor must be a function', TypeError);
define('ERR_NAPI_INVALID_DATAVIEW_ARGS',
       'byte_offset + byte_length should be less than or equal to the size in bytes of the array passed in',
       RangeError);
define('ERR_NAPI_INVALID_TYPEDARRAY_ALIGNMENT', 'start offset of %s should be a multiple of %s', RangeError);
define('ERR_NAPI_INVALID_TYPEDARRAY_LENGTH', 'Invalid typed array length', RangeError);
define('ERR_NO_ICU', '%s is not supported on Node.js compiled without ICU', TypeError);
define('ERR_OPERATION_FAILED', 'Operation failed: %s', Error, TypeError);
define('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', '%s', TypeError);
define('ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
       "Unexpected argument '%s'. This command does not take positional arguments",
       TypeError);
define('ERR_PROTO_ACCESS', 'Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw', Error);
define('ERR_PERFORMANCE_INVALID_TIMESTAMP', '%d is not a valid timestamp', TypeError);
define('ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS', '%s', TypeError);
define('ERR_SCRIPT_EXECUTION_INTERRUPTED', 'Script execution was interrupted by `SIGINT`', Error);
define('ERR_SCRIPT_EXECUTION_TIMEOUT', 'Script execution timed out after %sms', Error);
define('ERR_SERVER_ALREADY_LISTEN', 'Listen method has been called more than once without closing.', Error);
define('ERR_SERVER_NOT_RUNNING', 'Server is not running.', Error);
define('ERR_SOCKET_ALREADY_BOUND', 'Socket is already bound', Error);
define('ERR_SOCKET_BAD_BUFFER_SIZE', 'Buffer size must be a positive integer', TypeError);
define('ERR_SOCKET_BAD_TYPE', 'Bad socket type specified. Valid types are: udp4, udp6', TypeError);
define('ERR_SOCKET_CLOSED', 'Socket is closed', Error);
define('ERR_SOCKET_CLOSED_BEFORE_CONNECTION', 'Socket closed before the connection was established', Error);
define('ERR_SOCKET_CONNECTION_TIMEOUT', 'Socket connection timeout', Error);
define('ERR_SOCKET_DGRAM_IS_CONNECTED', 'Already connected', Error);
define('ERR_SOCKET_DGRAM_NOT_CONNECTED', 'Not connected', Error);
define('ERR_SOCKET_DGRAM_NOT_RUNNING', 'Not running', Error);
define('ERR_SOCKET_HANDLE_ADOPTED', 'The bound socket has already been adopted by a server or socket', Error);
define('ERR_STREAM_ALREADY_FINISHED', 'Cannot call %s after a stream was finished', Error);
define('ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable', Error);
define('ERR_STREAM_DESTROYED', 'Cannot call %s after a stream was destroyed', Error);
define('ERR_STREAM_NULL_VALUES', 'May not write null values to stream', TypeError);
define('ERR_STREAM_PREMATURE_CLOSE', 'Premature close', Error);
define('ERR_STREAM_PUSH_AFTER_EOF', 'stream.push() after EOF', Error);
define('ERR_STREAM_UNABLE_TO_PIPE', 'Cannot pipe to a closed or destroyed stream', Error);
define('ERR_STREAM_UNSHIFT_AFTER_END_EVENT', 'stream.unshift() after end event', Error);
define('ERR_STREAM_WRAP', 'Stream has StringDecoder set or is in objectMode', Error);
define('ERR_STREAM_WRITE_AFTER_END', 'write after end', Error);
define('ERR_SYNTHETIC', 'JavaScript Callstack', Error);
define('ERR_TRACE_EVENTS_UNAVAILABLE', 'Trace events are unavailable', Error);
define('ERR_TRAILING_JUNK_AFTER_STREAM_END', 'Trailing junk found after the end of the compressed stream', TypeError);
define('ERR_UNAVAILABLE_DURING_EXIT', 'Cannot call function in process exit handler', Error);
define('ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET',
       '`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active',
       Error);
define('ERR_UNESCAPED_CHARACTERS', '%s contains unescaped characters', TypeError);
define('ERR_UNKNOWN_CREDENTIAL', '%s identifier does not exist: %s', Error);
define('ERR_UNKNOWN_ENCODING', 'Unknown encoding: %s', TypeError);
define('ERR_UNKNOWN_SIGNAL', 'Unknown signal: %s', TypeError, HideStackFramesError);
define('ERR_UNSUPPORTED_RESOLVE_REQUEST',
       'Failed to resolve module specifier "%s" from "%s": Invalid relative URL or base scheme is not hierarchical.',
       TypeError);
define('ERR_USE_AFTER_CLOSE', '%s was closed', Error);
define('ERR_VALID_PERFORMANCE_ENTRY_TYPE', 'At least one valid performance entry type is required', Error);
define('ERR_WORKER_INIT_FAILED', 'Worker initialization failure: %s', Error);
define('ERR_WORKER_MESSAGING_ERRORED', 'The destination thread threw an error while processing the message', Error);
define('ERR_WORKER_MESSAGING_FAILED', 'Cannot find the destination thread or listener', Error);
define('ERR_WORKER_MESSAGING_SAME_THREAD', 'Cannot sent a message to the same thread', Error);
define('ERR_WORKER_MESSAGING_TIMEOUT', 'Sending a message to another thread timed out', Error);
define('ERR_WORKER_NOT_RUNNING', 'Worker instance not running', Error);
define('ERR_WORKER_OUT_OF_MEMORY', 'Worker terminated due to reaching memory limit: %s', Error);
define('ERR_WORKER_UNSERIALIZABLE_ERROR', 'Serializing an uncaught exception failed', Error);
define('ERR_WORKER_UNSUPPORTED_OPERATION', '%s is not supported in workers', TypeError);
define('ERR_ZSTD_INVALID_PARAM', '%s is not a valid zstd parameter', RangeError);
define('ERR_FS_CP_DIR_TO_NON_DIR', 'Cannot overwrite non-directory with directory', SystemError);
define('ERR_FS_CP_EEXIST', 'Target already exists', SystemError);
define('ERR_FS_CP_EINVAL', 'Invalid src or dest', SystemError);
define('ERR_FS_CP_FIFO_PIPE', 'Cannot copy a FIFO pipe', SystemError);
define('ERR_FS_CP_NON_DIR_TO_DIR', 'Cannot overwrite directory with non-directory', SystemError);
define('ERR_FS_CP_SOCKET', 'Cannot copy a socket file', SystemError);
define('ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY', 'Cannot overwrite symlink in subdirectory of self', SystemError);
define('ERR_FS_CP_UNKNOWN', 'Cannot copy an unknown file type', SystemError);
define('ERR_FS_EISDIR', 'Path is a directory', SystemError, HideStackFramesError);
define('ERR_SOCKET_BUFFER_SIZE', 'Could not get or set buffer size', SystemError);
define('ERR_SYSTEM_ERROR', 'A system error occurred', SystemError, HideStackFramesError);
define('ERR_TTY_INIT_FAILED', 'TTY initialization failed', SystemError);

define('ERR_ACCESS_DENIED', function(message, permission = '', resource = '') {
  this.permission = permission;
  this.resource = resource;
  return message;
}, Error);
define('ERR_BUFFER_OUT_OF_BOUNDS', (name = undefined) =>
  (name ? `"${name}" is outside of buffer bounds` : 'Attempt to access memory outside buffer bounds'), RangeError);
define('ERR_DEBUGGER_STARTUP_ERROR', function(message, details = undefined) {
  ObjectAssign(this, details);
  return message;
}, Error);
define('ERR_ENCODING_INVALID_ENCODED_DATA', function(encoding, errno) {
  this.errno = errno;
  return `The encoded data was not valid for encoding ${encoding}`;
}, TypeError);
define('ERR_INSPECTOR_COMMAND', 'Inspector error %d: %s', Error);
define('ERR_INVALID_ADDRESS', 'Invalid socket address', Error);
define('ERR_INVALID_ADDRESS_FAMILY', function(family, host, port) {
  this.host = host;
  this.port = port;
  return `Invalid address family: ${family} ${host}:${port}`;
}, RangeError);
define('ERR_INVALID_FILE_URL_PATH', function(reason, input) {
  this.input = input;
  return `File URL path ${reason}`;
}, TypeError);
define('ERR_INVALID_MIME_SYNTAX', (production, string, invalidIndex) =>
  `The MIME syntax for a ${production} in "${string}" is invalid${
    invalidIndex === -1 ? '' : ` at ${invalidIndex}`}`, TypeError);
define('ERR_INVALID_URL', function(input, base = null) {
  this.input = input;
  if (base != null) this.base = base;
  // The input stays out of the message: messages end in logs, and a URL may carry a password.
  return 'Invalid URL';
}, TypeError);
define('ERR_IP_BLOCKED', (ip) => `IP(${ip}) is blocked by net.BlockList`, Error);
define('ERR_TEST_FAILURE', function(error, failureType) {
  if (typeof failureType !== 'string' && typeof failureType !== 'symbol') {
    throw new codes.ERR_INTERNAL_ASSERTION("The 'failureType' argument must be of type string or symbol.");
  }
  let message = error?.message ?? error;
  if (typeof message !== 'string') message = require('internal/errors').inspectWithNoCustomRetry(message);
  this.failureType = failureType;
  this.cause = error;
  return message;
}, Error);
define('ERR_PARSE_ARGS_UNKNOWN_OPTION', (option, allowPositionals) => {
  const hint = allowPositionals ?
    `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- ${
      JSONStringify(option)}` : '';
  return `Unknown option '${option}'${hint}`;
}, TypeError);
define('ERR_UNHANDLED_ERROR', (error = undefined) =>
  (error === undefined ? 'Unhandled error.' : `Unhandled error. (${error})`), Error);
define('ERR_WORKER_INVALID_EXEC_ARGV', (flags, source = 'invalid execArgv flags') =>
  `Initiated Worker with ${source}: ${ArrayPrototypeJoin(flags, ', ')}`, Error);
