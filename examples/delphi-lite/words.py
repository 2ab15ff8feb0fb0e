"""How numbers, and the words of strangers, are written into the page."""

from html import escape


def people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def short(statement: str, length_max: int = 84) -> str:
    if len(statement) <= length_max:
        return statement
    return statement[:length_max].rsplit(" ", 1)[0].rstrip(",.;: ") + "…"


def text(words: str) -> str:
    """Strangers wrote the statements: what XML forbids is dropped, what it gives a meaning is escaped."""
    return escape("".join(c if c.isprintable() else " " for c in words))
