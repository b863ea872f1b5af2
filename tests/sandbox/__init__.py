"""anode.Sandbox."""
