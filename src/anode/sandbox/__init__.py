"""JavaScript that nobody trusts, in a process of its own: ``anode.Sandbox``."""
