"""``python -m reader``: the same program as ``glosse``."""

import sys

from reader.cli import main

sys.exit(main())
