"""Prints every complaint about the rights texts of one language: ``python -m services.rights.check fr``.

Meant for authors and reviewers: each line names the file, the place in it and what to mend. Ends with 1 where there is one.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from services import paths
from services.language.catalogue import LANGUAGES
from services.rights import library, wording
from services.rights.gates import check_language, check_shared


def main(arguments: list[str] | None = None) -> int:
    """Check one language, or with ``shared`` what all languages share; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m services.rights.check", description="Check the rights texts of one language.")
    parser.add_argument("language", choices=(*LANGUAGES, "shared"))
    parser.add_argument("topic", nargs="?", default="", help="only complaints about this topic")
    chosen = parser.parse_args(arguments)
    shelf = library.load(paths.RIGHTS)
    if chosen.language == "shared":
        found = check_shared(shelf)
    else:
        found = check_language(shelf, wording.load(paths.RIGHTS / "wording.toml"), chosen.language, datetime.now(UTC).date())
    found = [complaint for complaint in found if complaint.file.startswith(chosen.topic)]
    for complaint in found:
        sys.stdout.write(f"{complaint}\n")
    sys.stdout.write(f"{len(found)} to mend.\n" if found else "Nothing to mend.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
