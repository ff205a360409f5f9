"""``python -m regulars``."""

import sys

from regulars.cli import main

sys.exit(main())
