import './fixtures/syntax.mjs';
