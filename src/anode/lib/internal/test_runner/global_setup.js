'use strict';

// --test-global-setup: a module whose globalSetup() runs before all tests and whose globalTeardown() runs after them.

const { validateFunction } = require('internal/validators');

let done = false;

async function setUpOnce(harness) {
  const { globalSetupPath, cwd } = harness.config;
  if (done) return;
  done = true;
  if (!globalSetupPath) return;
  const { importModule } = require('internal/modules/esm/loader');
  const { pathToFileURL } = require('internal/url');
  const { resolve } = require('internal/path/posix');
  const { validatePath } = require('internal/fs/validate_path');
  validatePath(globalSetupPath, 'options.globalSetupPath');
  const module = await importModule(pathToFileURL(resolve(cwd, globalSetupPath)).href, pathToFileURL(`${cwd}/`).href);
  const { globalSetup, globalTeardown } = module;
  if (globalTeardown) {
    validateFunction(globalTeardown, 'globalSetupModule.globalTeardown');
    harness.globalTeardown = globalTeardown;
  }
  if (globalSetup) {
    validateFunction(globalSetup, 'globalSetupModule.globalSetup');
    await globalSetup();
  }
}

module.exports = { setUpOnce };
