"""Where the project's files are, seen from its root; every service takes such a path as an argument.

``WAYMARK_LISTINGS`` names another folder of listings: a deployer's own edition, beside the one that ships with the program.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
LISTINGS = Path(os.environ.get("WAYMARK_LISTINGS") or DATA / "listings")
LOCALE = DATA / "locale"
GEO = DATA / "geo"
TAXONOMY = DATA / "taxonomy.toml"
RIGHTS = DATA / "rights"
STATIC = ROOT / "static"
FONTS = STATIC / "vendor" / "noto-sans-0.4.2"
