"""``python -m anode``: the command."""

import sys

from anode.cli import main

sys.exit(main())
