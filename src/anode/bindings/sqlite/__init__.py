"""SQLite, through apsw: the ops of ``node:sqlite``."""
