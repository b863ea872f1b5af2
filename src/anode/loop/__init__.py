"""The event loop: phases, poller, handles, thread pool, signals."""
