"""The process and its system: signals, users, memory."""
