"""``python -m anode``."""

import sys

from anode.cli import main

sys.exit(main())
