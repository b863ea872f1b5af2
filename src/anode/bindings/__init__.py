"""What the system gives: one file for each kind of thing, each spoken to by one JavaScript module alone."""
