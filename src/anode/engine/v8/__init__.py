"""V8's own functions, for what jsrun has no call for: they are found by name in its extension and called through ctypes."""
