"""V8's modules: linking, `import()`, compiled code, the places of errors."""
