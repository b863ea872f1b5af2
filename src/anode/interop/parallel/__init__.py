"""JavaScript on several processors."""
