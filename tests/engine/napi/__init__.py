"""Node-API."""
