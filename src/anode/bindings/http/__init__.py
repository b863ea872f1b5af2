"""HTTP/1: the server's connections, and the parser for bytes that JavaScript reads itself."""
