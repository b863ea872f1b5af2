"""Ending JavaScript that Python has called: after a time, or from another thread."""
