"""Python objects in JavaScript, JavaScript objects in Python."""
