'use strict';

// What is under way in the loop: handles, requests, timers, immediates, as [async id, type, whether it keeps the loop alive, ms to wait].

const { handles, requests } = require('internal/bootstrap/loader');
const { symbols: { async_id_symbol } } = require('internal/async_hooks');

const MOST = 500;

function underWay() {
  const found = [];
  const add = (id, type, isRef, wait) => {
    if (found.length < MOST) found[found.length] = [id ?? 0, type, isRef, wait];
  };
  for (const { 1: { scope, owner } } of handles) {
    if (scope !== undefined) add(scope.asyncId, scope.provider, owner?.hasRef?.() ?? true, 0);
  }
  for (const { 1: { scope } } of requests) if (scope !== undefined) add(scope.asyncId, scope.provider, true, 0);
  const { getLibuvNow } = require('internal/timers/clock');
  const now = getLibuvNow();
  for (const timer of require('internal/timers/timeout').pending()) {
    add(timer[async_id_symbol], 'Timeout', timer.hasRef(), timer._idleStart + timer._idleTimeout - now);
  }
  for (const immediate of require('internal/timers/immediate').pending()) {
    add(immediate[async_id_symbol], 'Immediate', immediate.hasRef(), 0);
  }
  return found;
}

module.exports = { underWay };
