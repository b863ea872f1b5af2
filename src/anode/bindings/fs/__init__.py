"""Files, directories, links and watchers."""
