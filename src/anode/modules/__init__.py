"""Finding and reading modules: package.json, exports, CommonJS, ES modules."""
