"""Sockets, pipes, terminals, datagrams and names."""
