"""``python -m regulars``."""

import os
import sys

from regulars.cli import main

# Nobody else on this computer reads what is written.
os.umask(0o077)
sys.exit(main())
