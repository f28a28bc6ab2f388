"""Where the project's files are, seen from its root; every service takes such a path as an argument."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
LISTINGS = DATA / "listings"
LOCALE = DATA / "locale"
GEO = DATA / "geo"
TAXONOMY = DATA / "taxonomy.toml"
RIGHTS = DATA / "rights"
STATIC = ROOT / "static"
