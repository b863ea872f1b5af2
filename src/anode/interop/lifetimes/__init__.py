"""How long objects live that one language has of the other."""
