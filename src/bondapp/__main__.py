"""`python -m bondapp`."""

from __future__ import annotations

import sys

from bondapp.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
