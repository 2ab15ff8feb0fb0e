"""The job channel: how a script tells the job system more than text.

The poller names a file in DELPHI_COMMANDS; each line appended to it is one statement in JSON.
Started by hand, without that variable, a script simply has nobody to tell.

    say(progress=0.4, stage="PCA")
    say(set={"batch_id": "batch_7"})
    say(submit={"job_type": "AWAITING_NARRATIVE_BATCH", "batch_id": "batch_7"})
    say(retry_after_seconds=120)
    say(cost={"model": "some-model", "input_tokens": 1200, "output_tokens": 300, "amount": "0.0123", "currency": "USD"})
"""

import json
import os


def listening() -> bool:
    """Whether somebody reads what we say."""
    return bool(os.environ.get("DELPHI_COMMANDS"))


def say(**statement) -> None:
    """Append one statement, whole or not at all; without a listener do nothing."""
    if not listening():
        return
    line = json.dumps(statement, ensure_ascii=False) + "\n"
    # One write to a file opened for appending: statements of two processes never mix.
    channel = os.open(os.environ["DELPHI_COMMANDS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(channel, line.encode("utf-8"))
    finally:
        os.close(channel)
