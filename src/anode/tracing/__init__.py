"""The loop at work: ``anode trace``, recordings, and their other forms. The events come from lib/internal/trace (bindings/trace.py names them)."""
