'use strict';

// The number of colours that a terminal shows, judged by the environment.

const {
  ObjectPrototypeHasOwnProperty, RegExpPrototypeExec, StringPrototypeToLowerCase,
} = primordials;
const { validateInteger } = require('internal/validators');

// Bits of a colour.
const TWO = 1, SIXTEEN = 4, MANY = 8, TRUE_COLOR = 24;

const has = (env, name) => ObjectPrototypeHasOwnProperty(env, name);

// Services that run tests. Each sets its own variable beside CI.
const services = {
  __proto__: null, APPVEYOR: MANY, BUILDKITE: MANY, CIRCLECI: TRUE_COLOR, DRONE: MANY, GITEA_ACTIONS: TRUE_COLOR,
  GITHUB_ACTIONS: TRUE_COLOR, GITLAB_CI: MANY, TRAVIS: MANY,
};

const terminals = {
  __proto__: null, eterm: SIXTEEN, cons25: SIXTEEN, console: SIXTEEN, cygwin: SIXTEEN, dtterm: SIXTEEN, gnome: SIXTEEN, hurd: SIXTEEN,
  jfbterm: SIXTEEN, konsole: SIXTEEN, kterm: SIXTEEN, mlterm: SIXTEEN, mosh: TRUE_COLOR, putty: SIXTEEN, st: SIXTEEN,
  'rxvt-unicode-24bit': TRUE_COLOR, terminator: TRUE_COLOR, 'xterm-kitty': TRUE_COLOR,
};
const colourful = /ansi|color|linux|direct|^con[0-9]*x[0-9]|^rxvt|^screen|^xterm|^vt100|^vt220/;

let warned = false;

// FORCE_COLOR wins over NO_COLOR and NODE_DISABLE_COLORS, with one warning.
function warnOfIgnored(env) {
  if (warned) return;
  const off = env.NODE_DISABLE_COLORS !== undefined;
  const none = env.NO_COLOR !== undefined;
  if (!off && !none) return;
  const names = off && none ? "NODE_DISABLE_COLORS' and 'NO_COLOR" : off ? 'NODE_DISABLE_COLORS' : 'NO_COLOR';
  process.emitWarning(`The '${names}' env is ignored due to the 'FORCE_COLOR' env being set.`, 'Warning');
  warned = true;
}

function forced(env) {
  switch (env.FORCE_COLOR) {
    case '':
    case '1':
    case 'true': warnOfIgnored(env); return SIXTEEN;
    case '2': warnOfIgnored(env); return MANY;
    case '3': warnOfIgnored(env); return TRUE_COLOR;
    default: return TWO;
  }
}

function ofService(env) {
  for (const name in services) if (has(env, name)) return services[name];
  return env.CI_NAME === 'codeship' ? MANY : TWO;
}

function ofProgram(env) {
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app':
      return !env.TERM_PROGRAM_VERSION || RegExpPrototypeExec(/^[0-2]\./, env.TERM_PROGRAM_VERSION) !== null ? MANY : TRUE_COLOR;
    case 'HyperTerm':
    case 'MacTerm': return TRUE_COLOR;
    case 'Apple_Terminal': return MANY;
  }
}

function ofTerminal(term) {
  if (RegExpPrototypeExec(/truecolor/, term) !== null) return TRUE_COLOR;
  if (RegExpPrototypeExec(/^xterm-256/, term) !== null) return MANY;
  const name = StringPrototypeToLowerCase(term);
  return terminals[name] ?? (RegExpPrototypeExec(colourful, name) !== null ? SIXTEEN : undefined);
}

function getColorDepth(env = process.env) {
  if (env.FORCE_COLOR !== undefined) return forced(env);
  if (env.NODE_DISABLE_COLORS || env.NO_COLOR || env.TERM === 'dumb') return TWO;
  if (env.TMUX) return TRUE_COLOR;
  if (has(env, 'TF_BUILD') && has(env, 'AGENT_NAME')) return SIXTEEN;
  if (has(env, 'CI')) return ofService(env);
  if ('TEAMCITY_VERSION' in env) {
    return RegExpPrototypeExec(/^(?:9\.0*[1-9]\d*|\d{2,})\./, env.TEAMCITY_VERSION) !== null ? SIXTEEN : TWO;
  }
  const program = ofProgram(env);
  if (program !== undefined) return program;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return TRUE_COLOR;
  const terminal = env.TERM ? ofTerminal(env.TERM) : undefined;
  if (terminal !== undefined) return terminal;
  return env.COLORTERM ? SIXTEEN : TWO;
}

function hasColors(count, env) {
  if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
    env = count;
    count = 16;
  } else {
    validateInteger(count, 'count', 2);
  }
  return count <= 2 ** getColorDepth(env);
}

module.exports = { getColorDepth, hasColors };
