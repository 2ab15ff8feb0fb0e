"""What the scripts accept as the value of a flag; argparse turns a refusal into usage and exit code 2."""

from argparse import ArgumentTypeError

import outputs


def plain(value: str) -> str:
    try:
        return outputs.plain(value)
    except ValueError as problem:
        raise ArgumentTypeError(str(problem)) from problem


def positive(value: str) -> int:
    if not value.isdecimal() or len(value) > 9 or int(value) == 0:
        raise ArgumentTypeError(f"{value!r} is not a whole number above 0")
    return int(value)


def yes_or_no(value: str) -> bool:
    words = {"true": True, "false": False}
    if value.lower() not in words:
        raise ArgumentTypeError(f"{value!r} is neither true nor false")
    return words[value.lower()]
