"""python -m anode.mcp."""
