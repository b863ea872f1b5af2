"""``napi_status``: what each function of Node-API returns, and the text that ``napi_get_last_error_info`` has for it."""

from __future__ import annotations

(
    OK, INVALID_ARG, OBJECT_EXPECTED, STRING_EXPECTED, NAME_EXPECTED, FUNCTION_EXPECTED, NUMBER_EXPECTED, BOOLEAN_EXPECTED, ARRAY_EXPECTED,
    GENERIC_FAILURE, PENDING_EXCEPTION, CANCELLED, ESCAPE_CALLED_TWICE, HANDLE_SCOPE_MISMATCH, CALLBACK_SCOPE_MISMATCH, QUEUE_FULL, CLOSING,
    BIGINT_EXPECTED, DATE_EXPECTED, ARRAYBUFFER_EXPECTED, DETACHABLE_ARRAYBUFFER_EXPECTED, WOULD_DEADLOCK, NO_EXTERNAL_BUFFERS_ALLOWED,
    CANNOT_RUN_JS,
) = range(24)  # fmt: skip

MESSAGES = (
    None,
    "Invalid argument",
    "An object was expected",
    "A string was expected",
    "A string or symbol was expected",
    "A function was expected",
    "A number was expected",
    "A boolean was expected",
    "An array was expected",
    "Unknown failure",
    "An exception is pending",
    "The async work item was cancelled",
    "napi_escape_handle already called on scope",
    "Invalid handle scope usage",
    "Invalid callback scope usage",
    "Thread-safe function queue is full",
    "Thread-safe function handle is closing",
    "A bigint was expected",
    "A date was expected",
    "An arraybuffer was expected",
    "A detachable arraybuffer was expected",
    "Main thread would deadlock",
    "External buffers are not allowed",
    "Cannot run JavaScript",
)
