"""Child processes and the IPC channel to them."""
