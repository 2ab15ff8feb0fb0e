"""Where results go, and how they get there: whole, or not at all."""

import os
import re
import tempfile
from pathlib import Path

PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")


def plain(name: str) -> str:
    """The name, if it is safe as one part of a path; ids come from a table that strangers write to."""
    if not PLAIN_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a plain name: letters, digits, dot, dash and underscore only")
    return name


def root() -> Path:
    return Path(os.environ.get("DELPHI_LITE_OUTPUT") or ".")


def visualizations(report: str) -> Path:
    """All pictures of one report, a folder for each job; the path that the report page expects."""
    return root() / "visualizations" / plain(report)


def narrative(report: str, job: str) -> Path:
    return root() / "reports" / plain(report) / plain(job) / "narrative.md"


def write(path: Path, text: str) -> None:
    """Readers see the old file or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(draft, 0o644)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
