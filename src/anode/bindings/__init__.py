"""The ops: a package for each part of the system (files, sockets, TLS, processes …), a file for each kind of thing in it."""
