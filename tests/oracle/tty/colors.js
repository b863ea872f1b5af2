// The number of colours by environment, and errors of tty.
const tty = require('tty');
const { getColorDepth, hasColors } = tty.WriteStream.prototype;

const depth = (env) => console.log(JSON.stringify(env), getColorDepth(env));
for (const TERM of ['dumb', 'xterm', 'xterm-256color', 'XTERM-KITTY', 'xterm-kitty', 'mosh', 'st', 'vt100', 'vt220', 'vt320', 'rxvt',
                    'screen', 'tmux-256color', 'alacritty-direct', 'foot', 'xterm-truecolor', 'con80x25', 'linux', 'ansi']) depth({ TERM });
for (const name of ['APPVEYOR', 'BUILDKITE', 'CIRCLECI', 'DRONE', 'GITEA_ACTIONS', 'GITHUB_ACTIONS', 'GITLAB_CI', 'TRAVIS', 'OTHER']) {
  depth({ CI: '1', [name]: '1' });
}
depth({ CI: '', CI_NAME: 'codeship' });
for (const TEAMCITY_VERSION of ['9.1.0', '9.0.5', '8.3', '10.1', '9.00']) depth({ TEAMCITY_VERSION });
for (const TERM_PROGRAM of ['iTerm.app', 'HyperTerm', 'MacTerm', 'Apple_Terminal', 'x']) depth({ TERM_PROGRAM });
depth({ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '2.9' });
depth({ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0' });
for (const FORCE_COLOR of ['', '0', '1', '2', '3', 'true', 'x']) depth({ FORCE_COLOR });
for (const COLORTERM of ['truecolor', '24bit', 'x', '']) depth({ COLORTERM });
depth({ TF_BUILD: '', AGENT_NAME: '' });
depth({ TMUX: '1' });
depth({ NO_COLOR: '1', TERM: 'xterm' });
depth({ NO_COLOR: '', TERM: 'xterm' });
depth({});
console.log(hasColors(16, { TERM: 'xterm' }), hasColors(256, { TERM: 'xterm' }), hasColors({ TERM: 'dumb' }));

for (const run of [
  () => hasColors(1), () => hasColors('16'), () => new tty.ReadStream(-1), () => new tty.WriteStream('x'), () => tty.WriteStream(1e9),
]) {
  try {
    run();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
console.log(tty.isatty(-1), tty.isatty('1'), tty.isatty(1.5), tty.isatty(1e10), Object.keys(tty), Object.keys(tty.WriteStream.prototype));

const out = { write: (data, callback) => { console.log(JSON.stringify(data)); callback?.(); return true; } };
const { cursorTo, moveCursor, clearLine, clearScreenDown } = tty.WriteStream.prototype;
cursorTo.call(out, 3);
cursorTo.call(out, 3, 4);
cursorTo.call(out, 3, () => console.log('called'));
moveCursor.call(out, -1, 2);
moveCursor.call(out, 0, 0, () => console.log('nothing to do'));
for (const direction of [-1, 0, 1]) clearLine.call(out, direction);
clearScreenDown.call(out);
for (const run of [() => cursorTo.call(out, NaN), () => cursorTo.call(out, 'x', 1), () => cursorTo.call(out, 1, 1, 1)]) {
  try {
    run();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
