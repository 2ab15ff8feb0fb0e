#!/usr/bin/env python3
"""A job for trials: works for a while and writes down when, so that it is seen afterwards who ran it and when.

work.py LEDGER JOB HOLDER VERSION appends to the file LEDGER/JOB lines of the form

    <monotonic nanoseconds> begin|tick|end <run> <HOLDER> <VERSION>

where a run has a name of its own: process ids begin anew in each namespace.

A job whose id begins with "long" works for 20 s, any other for up to 3 s, each time as long.
"""

import os
import sys
import time
import zlib

TICK_SECONDS = 0.05
LONG_SECONDS = 20
SHORT_MILLIS_MAX = 3000


def main() -> None:
    folder, job, holder, version = sys.argv[1:]
    seconds = LONG_SECONDS if job.startswith("long") else zlib.crc32(job.encode()) % SHORT_MILLIS_MAX / 1000
    run = os.urandom(8).hex()
    ledger = os.open(os.path.join(folder, job), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(what: str) -> None:
        os.write(ledger, f"{time.monotonic_ns()} {what} {run} {holder} {version}\n".encode())

    end = time.monotonic() + seconds
    write("begin")
    while time.monotonic() < end:
        time.sleep(TICK_SECONDS)
        write("tick")
    write("end")


if __name__ == "__main__":
    main()
