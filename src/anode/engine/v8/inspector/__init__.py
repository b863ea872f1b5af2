"""V8's inspector: sessions, pauses, heap snapshots."""
