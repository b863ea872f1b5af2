"""Workers, message ports and shared memory."""
