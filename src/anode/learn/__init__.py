"""``anode learn``: the lessons of docs/learn, in a terminal or as a page."""
