"""How a program whose heap is full ends, and how a host's limit ends a call."""
