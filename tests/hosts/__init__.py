"""anode inside the programs that host it."""
