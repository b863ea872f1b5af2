"""TLS over OpenSSL: contexts, connections, trusted roots."""
