"""npm: run by anode, and for the JavaScript that Python packages depend on."""
