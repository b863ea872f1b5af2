"""Functions that work beside JavaScript: asynchronous operations, work on threads of the pool, calls from any thread."""
