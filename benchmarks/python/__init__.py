"""Rows of Python programs that call JavaScript: anode beside the other packages that bring JavaScript into a Python process."""
