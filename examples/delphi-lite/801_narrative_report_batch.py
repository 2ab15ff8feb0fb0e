#!/usr/bin/env python3
"""Stand-in for Delphi's 801: ask a language model, in one batch, for a paragraph about each topic of a report.

It does not wait for the answer. It leaves the batch's id on its own row, and a row for 803, which looks after it.

Exit codes: 0 submitted · 1 failed · 2 bad arguments
"""

import argparse
import json
import os
import sys
from datetime import datetime
from typing import Any

import batch_client
import delphi_channel
import dynamo
import flags
import outputs

SUBMITTED, FAILED = 0, 1


ORDER_MARKER = os.environ.get("DELPHI_ORDER_MARKER", "")  # under which our order can be found again


class NothingOrdered(Exception):
    """It failed before anything could be paid for."""


def main() -> int:
    options = arguments()
    root = os.environ.get("DELPHI_JOB_ID") or f"manual_{options.conversation_id}"
    report = os.environ.get("DELPHI_REPORT_ID") or options.conversation_id
    try:
        batch = submit(options, root, report)
        leave_rows(options, root, report, batch)
    except (NothingOrdered, batch_client.ProviderFailed, dynamo.Refused, OSError, ValueError) as problem:
        if isinstance(problem, NothingOrdered):
            delphi_channel.say(ordered=False)
        print(f"ERROR: no narrative for conversation {options.conversation_id}: {problem}", file=sys.stderr)
        leave_failure(root, str(problem))
        return FAILED
    return SUBMITTED


def submit(options: argparse.Namespace, root: str, report: str) -> dict:
    """The batch of this job: the one that exists already, or a new one. Nobody pays twice."""
    print(f"[1/3] look for a batch of job {root}", flush=True)
    try:
        batch = batch_client.find(root)
        topics = read_topics(report)
    except (batch_client.ProviderFailed, OSError, ValueError) as problem:
        raise NothingOrdered(str(problem)) from problem
    if batch and not came_to_nothing(batch):
        print(f"      {batch['id']} was submitted earlier: it is used again, nothing is paid twice")
        return batch
    if batch:
        print(f"      {batch['id']} failed as a whole, which costs nothing: a new one is submitted")

    print(f"[2/3] {len(topics)} topics, at most {options.max_batch_size} in a batch, model {options.model}")
    if options.no_cache:
        print("      --no-cache: nothing is cached here, so it changes nothing")
    if len(topics) > options.max_batch_size:
        print(f"      left out: {', '.join(list(topics)[options.max_batch_size :])}")
    requests = [request(options.model, *topic) for topic in list(topics.items())[: options.max_batch_size]]
    batch = batch_client.create(root, requests)
    print(f"      {batch['id']} accepted with {len(requests)} requests")
    return batch


def came_to_nothing(batch: dict) -> bool:
    return batch["processing_status"] == "ended" and batch["request_counts"]["succeeded"] == 0


def read_topics(report: str) -> dict[str, list[str]]:
    """A topic and what is known about it, out of the newest picture of this report."""
    summaries = list(outputs.visualizations(report).glob("*/summary.json"))
    if not summaries:
        print(f"      no summary.json of report {report}: three general topics")
        return {"What was asked": [], "Where opinions part": [], "Where they meet": []}
    newest = max(summaries, key=lambda file: file.stat().st_mtime)
    summary = json.loads(newest.read_text(encoding="utf-8"))
    topics = {f"Group {group['name']}": group["statements"] for group in summary["groups"]}
    topics["Common ground"] = summary["common_ground"]
    return {topic: [fact(statement) for statement in known] for topic, known in topics.items()}


def fact(statement: dict) -> str:
    votes, choice = statement["votes"], statement["choice"]
    share = votes[choice] / (sum(votes.values()) or 1)
    words = " ".join(statement["statement"].split()).rstrip(".")  # one line, whatever its author typed
    return f"{100 * share:.0f}% {choice} that “{words}”"


def request(model: str, topic: str, facts: list[str]) -> dict:
    known = "\n".join(f"- {one}" for one in facts)
    prompt = f"Write one paragraph about “{topic}” for readers who were not there. Use only this:\n{known}"
    return {
        "custom_id": (f"{ORDER_MARKER}_" if ORDER_MARKER else "") + topic.replace(" ", "_"),
        "params": {"model": model, "max_tokens": 1000, "messages": [{"role": "user", "content": prompt}]},
    }


def leave_rows(options: argparse.Namespace, root: str, report: str, batch: dict) -> None:
    """The batch on our own row, and a row that makes the job system come back for it."""
    own = {"batch_id": batch["id"], "batch_status": "submitted", "model": options.model}
    # Named after the batch's birth, not after now: a second run asks for the same check, not for another.
    born = int(datetime.fromisoformat(batch["created_at"]).timestamp())
    check: dict[str, Any] = {
        "job_id": f"batch_check_{root}_{born}",
        "job_type": "AWAITING_NARRATIVE_BATCH",
        "batch_id": batch["id"],
        "batch_job_id": root,
        "report_id": report,
    }
    if dynamo.configured():
        print("[3/3] leave the batch and its check in DynamoDB")
        dynamo.update(root, **own, status="PROCESSING")
        if not dynamo.put_new({**check, **fresh_row(options.conversation_id)}):
            print(f"      {check['job_id']} is there already")
    elif delphi_channel.listening():
        print("[3/3] leave the batch and its check with the job system")
        delphi_channel.say(set=own)
        delphi_channel.say(submit=check)
    else:
        print("[3/3] nobody to leave this with (no DYNAMODB_ENDPOINT, no DELPHI_COMMANDS):")
        print(f"      on {root}: {json.dumps(own)}")
        print(f"      a new row: {json.dumps(check)}")
    print(f"Batch {batch['id']} submitted; {check['job_id']} looks after it")


def fresh_row(conversation_id: str) -> dict[str, Any]:
    """What every new row has. The times are local and without a zone, as the real script writes them."""
    now = datetime.now().isoformat()
    entry = {"timestamp": now, "level": "INFO", "message": "Waiting for the provider's batch"}
    return {
        "status": "PENDING",
        "conversation_id": conversation_id,
        "created_at": now,
        "updated_at": now,
        "version": 1,
        "priority": 50,
        "worker_id": "none",
        "retry_count": 0,
        "max_retries": 3,
        "timeout_seconds": 3600,
        "logs": json.dumps({"entries": [entry], "log_location": ""}),
    }


def leave_failure(root: str, why: str) -> None:
    """In DynamoDB the real script marks its own row; everywhere else the exit code says enough."""
    if not dynamo.configured():
        return
    try:
        dynamo.update(root, status="FAILED", error_message=why)
    except (dynamo.Refused, OSError, ValueError) as problem:
        print(f"ERROR: row {root} could not be marked as failed: {problem}", file=sys.stderr)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--conversation_id", required=True, type=flags.plain)
    parser.add_argument("--model", default="claude-3-5-sonnet-20241022")
    parser.add_argument("--max-batch-size", type=flags.positive, default=20, help="requests in the batch at most")
    parser.add_argument("--no-cache", action="store_true", help="accepted; nothing is cached here")
    parser.add_argument("--include_moderation", help="accepted; the pipeline has decided that already")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
