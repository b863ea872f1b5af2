"""The text of ``anode --help``: the options that have an effect."""

HELP = """\
Usage: anode [options] [ script.js ] [arguments]
       anode npm [command] [arguments]
       anode npx [package] [arguments]
       anode install [--frozen]

Runs a Node.js program. Without a script, a terminal gets a REPL, and any other standard input is the program. The words npm and npx stand
for npm, which comes with anode and is run by it; install brings the npm packages that pyproject.toml names. A file of such a name is ./npm.

Options:
  -                               the program comes from standard input
  --                              end of anode's own options
  -c, --check                     check the syntax of a script, do not run it
  -C, --conditions=...            further conditions for the exports and imports of packages
  --cpu-prof                      write a CPU profile at the end; --cpu-prof-dir, -interval, -name
  -e, --eval=...                  run this text
  --env-file=...                  set environment variables from this file
  --env-file-if-exists=...        the same, where the file exists
  -i, --interactive               a REPL, also where standard input is no terminal
  --experimental-test-coverage    with --test: which lines, branches and functions ran
  --heap-prof                     write a profile of allocations at the end; --heap-prof-dir, -interval, -name
  --heapsnapshot-signal=...       write a heap snapshot at this signal
  --import=...                    an ES module to load first
  --input-type=...                what -e and standard input hold: commonjs or module
  --inspect[=[HOST:]PORT]         let debuggers connect (127.0.0.1:9229)
  --inspect-brk[=[HOST:]PORT]     the same; wait for one, and pause at the first line
  --inspect-wait[=[HOST:]PORT]    the same; wait for one, and do not pause
  -p, --print [...]               run a text and print what it gives
  -r, --require=...               a CommonJS module to load first
  --max-http-header-size=...      the largest head of an HTTP message in bytes (16384)
  --max-old-space-size=...        the most memory JavaScript may use, in MB
  --no-experimental-repl-await    no top-level await in the REPL
  --no-deprecation                silence deprecation warnings
  --no-warnings                   silence all warnings
  --preserve-symlinks             modules keep the name under which they were found
  --report-uncaught-exception     write a report when an error ends the program
  --run=...                       a script of package.json, without npm
  --stack-trace-limit=...         how many frames a stack shows (10)
  --test                          find files of tests and run each in a process of its own
  --test-concurrency=...          how many of them at a time
  --test-force-exit               end when the tests have, whatever is still open
  --test-isolation=...            process (the default) or none, which runs all files in this process
  --test-name-pattern=...         only tests whose name matches; --test-skip-pattern leaves them out
  --test-only                     only tests with the option `only`
  --test-reporter=...             spec (the default), tap, dot, junit or a module
  --test-reporter-destination=... stdout, stderr or a file
  --test-shard=INDEX/TOTAL        a part of the files
  --test-timeout=...              the most time a test may take in ms
  --test-update-snapshots         write what t.assert.snapshot() compares with
  --throw-deprecation             throw what is deprecated
  --title=...                     the title of the process
  --trace-deprecation             show stacks with deprecation warnings
  --trace-uncaught                show where an uncaught exception was thrown
  --trace-warnings                show stacks with warnings
  --unhandled-rejections=...      strict, warn, none, throw (the default) or warn-with-error-code
  --watch                         start anew when a file of the program changes; --watch-path, -kill-signal, -preserve-output
  -h, --help                      print this
  -v, --version                   print the version of Node.js whose API this is

Permissions (with --permission everything is denied that is not granted):
  --allow-addons                  native addons
  --allow-child-process           child processes
  --allow-env[=NAME,...]          environment variables
  --allow-fs-read=PATH            reading files and folders; * is all
  --allow-fs-write=PATH           writing files and folders; * is all
  --allow-inspector               the inspector
  --allow-net[=HOST,...]          the network
  --allow-python[=MODULE,...]     Python modules
  --allow-worker                  worker threads

Environment variables:
  ANODE_CACHE                     where the boot snapshot is kept
  NODE_DEBUG                      names of core modules that shall print what they do
  NODE_NO_WARNINGS=1              silence warnings
  NODE_OPTIONS                    options, in front of those of the command line
  NODE_NO_READLINE=1              the REPL does not edit lines
  NODE_V8_COVERAGE                a folder in which to write what has run
  NODE_PATH                       further folders in which require() looks for modules
  NODE_REPL_HISTORY=FILE          where the REPL keeps its history (~/.node_repl_history); empty for nowhere
  NODE_REPL_HISTORY_SIZE          how many lines that are (1000)
  NODE_REPL_MODE                  sloppy (the default) or strict
  UV_THREADPOOL_SIZE              how many threads serve the file system, DNS and compression (4)
"""
