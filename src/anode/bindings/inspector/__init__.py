"""`node:inspector`: the ops of sessions, the server that debuggers connect to, profiles."""
