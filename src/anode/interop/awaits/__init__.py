"""JavaScript in asyncio and trio: promises, and calls that run beside the loop."""
