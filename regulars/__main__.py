"""``python -m regulars``."""

import os
import sys

# Nobody else on this computer reads what is written.
os.umask(0o077)
if sys.argv[1:] == ["words"]:
    # A pipe that hears comments needs no database, and does not wait for one to be loaded.
    from regulars.facts.comments.lines import pipe

    sys.exit(pipe())

from regulars.cli import main  # noqa: E402

sys.exit(main())
