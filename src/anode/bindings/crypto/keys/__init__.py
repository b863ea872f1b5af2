"""Keys as DER and PEM."""
