'use strict';

// A session of internal files with V8's inspector: profiles, coverage, queries. V8 answers at once.

const { JSONParse, JSONStringify } = primordials;

const agent = require('internal/inspector/agent');
const { codes: { ERR_INSPECTOR_COMMAND } } = require('internal/errors');

class InternalSession {
  #number;
  #answer;

  constructor() {
    this.#number = agent.connectInternally((text) => {
      const message = JSONParse(text);
      if (message.id !== undefined) this.#answer = message;
    });
  }

  post(method, params) {
    agent.dispatch(this.#number, JSONStringify({ id: 1, method, params }));
    const { error, result } = this.#answer;
    if (error !== undefined) throw new ERR_INSPECTOR_COMMAND(error.code, error.message);
    return result;
  }

  close() {
    agent.disconnect(this.#number);
  }
}

module.exports = { InternalSession };
