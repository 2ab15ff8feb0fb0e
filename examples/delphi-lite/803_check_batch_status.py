#!/usr/bin/env python3
"""Stand-in for Delphi's 803: look after a batch that 801 submitted, and fetch the narrative once it is done.

It runs for a check row, but what it writes is about the root job, the one that submitted the batch.

Exit codes: 0 handled · 1 failed · 2 bad arguments · 3 still processing: check again later
"""

import argparse
import json
import os
import re
import sys
from datetime import datetime
from decimal import Decimal
from typing import Optional

import batch_client
import delphi_channel
import dynamo
import flags
import outputs

HANDLED, FAILED, STILL_PROCESSING = 0, 1, 3
# What the stand-in would charge for a million tokens, so that costs have something to show.
USD_INPUT, USD_OUTPUT = Decimal("1.50"), Decimal("7.50")


def main() -> int:
    root = arguments().job_id
    try:
        return check(root)
    except (batch_client.ProviderFailed, dynamo.Refused, OSError, ValueError) as problem:
        print(f"ERROR: batch of job {root} could not be checked: {problem}", file=sys.stderr)
        return FAILED


def check(root: str) -> int:
    row = dynamo.get(root) if dynamo.configured() else {"report_id": os.environ.get("DELPHI_REPORT_ID", "")}
    if row is None:
        print(f"ERROR: no job {root} in the table", file=sys.stderr)
        return FAILED
    if not row.get("report_id"):
        # A known flaw of the real script, kept on purpose: it says so, and ends as if all were well.
        print(f"Job {root} has no report_id: nothing can be stored")
        return HANDLED

    batch_id = find_batch(root, row)
    if batch_id is None:
        print(f"No batch of job {root} yet: check again later")
        return STILL_PROCESSING

    batch, retry_after = batch_client.status(batch_id)
    counts = ", ".join(f"{count} {word}" for word, count in batch["request_counts"].items())
    print(f"[1/2] batch {batch_id} is {batch['processing_status']}: {counts}", flush=True)
    if batch["processing_status"] != "ended":
        if retry_after is not None:
            delphi_channel.say(retry_after_seconds=retry_after)
        print("Still processing: check again later")
        return STILL_PROCESSING
    return finish(root, row["report_id"], batch_id)


def find_batch(root: str, row: dict) -> Optional[str]:
    """Where the id is to be found, the nearest first; the provider knows it even if 801 died before writing it."""
    known = os.environ.get("DELPHI_BATCH_ID") or row.get("batch_id")
    if known:
        return known
    marked = batch_client.find(root)
    return marked["id"] if marked else None


def finish(root: str, report: str, batch_id: str) -> int:
    results = batch_client.results(batch_id)
    good = [one for one in results if one["result"]["type"] == "succeeded"]
    if not good:
        why = f"batch {batch_id} failed: {errors(results)}"
        print(f"ERROR: {why}", file=sys.stderr)
        leave_end(root, "FAILED", {"result_type": "FAILURE", "error": why, "report_id": report})
        return FAILED

    file = outputs.narrative(report, root)
    outputs.write(file, narrative(report, results))
    print(f"[2/2] {len(good)} of {len(results)} topics written to {file}")
    tell_cost(good)
    leave_end(root, "COMPLETED", {"result_type": "SUCCESS", "output_summary": str(file), "report_id": report})
    print(f"Narrative of report {report} completed")
    return HANDLED


def narrative(report: str, results: list[dict]) -> str:
    """The report in Markdown; a topic that failed is named, not hidden."""
    parts = [f"# Report {report}\n"]
    for one in results:
        result = one["result"]
        if result["type"] == "succeeded":
            text = "".join(part["text"] for part in result["message"]["content"])
        else:
            text = f"*Not written: {result['error']['message']}.*"
        parts.append(f"## {topic(one['custom_id'])}\n\n{text}\n")
    return "\n".join(parts)


def topic(custom_id: str) -> str:
    """Without the marker of the order, which 801 puts before it."""
    return re.sub("^dj-[0-9a-f]{32}_", "", custom_id).replace("_", " ")


def errors(results: list[dict]) -> str:
    messages = {one["result"]["error"]["message"] for one in results}
    return f"{len(results)} of {len(results)} requests errored ({', '.join(sorted(messages))})"


def tell_cost(good: list[dict]) -> None:
    messages = [one["result"]["message"] for one in good]
    for model in sorted({message.get("model", "unknown") for message in messages}):
        usage = [message["usage"] for message in messages if message.get("model", "unknown") == model]
        read, written = (sum(one[kind] for one in usage) for kind in ("input_tokens", "output_tokens"))
        usd = (read * USD_INPUT + written * USD_OUTPUT) / 1_000_000
        print(f"      {model}: {read} tokens read, {written} written: {usd:.4f} USD, if this were a real provider")
        spent = {"input_tokens": read, "output_tokens": written, "amount": f"{usd:f}", "currency": "USD"}
        delphi_channel.say(cost={"provider": "stand-in", "model": model, **spent})


def leave_end(root: str, status: str, results: dict) -> None:
    """On the root row, not on the row of this check. The version is not touched: the real script does not either."""
    if not dynamo.configured():
        delphi_channel.say(set={"batch_status": "ended"})
        return
    now = datetime.now().isoformat()
    told = {"completed_at": now, **results}
    values = {"status": status, "job_results": json.dumps(told), "completed_at": now, "batch_status": "ended"}
    if status == "FAILED":
        values["error_message"] = results["error"]
    dynamo.update(root, **values)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--job-id", required=True, type=flags.plain, help="the job that submitted the batch")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
