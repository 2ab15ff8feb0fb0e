"""From votes to a picture of opinion groups: load, impute, PCA, k-means, statements, render.

Called by run_delphi.sh. Python's standard library is all it needs.
"""

import argparse
import csv
import json
import os
import random
import sys
from collections import Counter
from typing import Optional

import conversation as conversations
import findings
import flags
import opinion
import outputs
import picture
from delphi_channel import say

STAGES = ("load", "impute", "PCA", "k-means", "statements", "render")
PARTICIPANTS_MIN = 4  # fewer make no groups

OK, FAILED, MATH_EXPORT_FAILED = 0, 1, 4


class MathExportFailed(Exception):
    """There is no usable matrix of votes."""


def main() -> int:
    options = arguments()
    try:
        report = outputs.plain(os.environ.get("DELPHI_REPORT_ID") or options.rid or options.zid)
        job = outputs.plain(os.environ.get("DELPHI_JOB_ID") or "manual")
        run(options, report, job)
    except MathExportFailed as problem:
        print(f"ERROR: math export failed: {problem}", file=sys.stderr)
        return MATH_EXPORT_FAILED
    except (OSError, ValueError) as problem:
        print(f"ERROR: pipeline failed: {problem}", file=sys.stderr)
        return FAILED
    print("pipeline completed")
    return OK


def run(options, report: str, job: str) -> None:
    talk = load(options)
    rows = impute(talk, options.batch_size)

    stage("PCA", f"two axes out of {len(talk.statements)} statements")
    axes, shares = opinion.principal_axes(rows)
    cast = [sum(vote is not None for vote in votes) for votes in talk.votes]
    points = [opinion.project(row, axes, n) for row, n in zip(rows, cast)]

    group_of, clearness = group(options.zid, points, cast)

    stage("statements", "what sets each group apart, what all share")
    groups = findings.name_groups(talk, group_of)
    result = findings.Findings(
        conversation=talk,
        points=points,
        group_of=group_of,
        groups=groups,
        common=findings.common_ground(talk, groups),
        axes=[findings.read_axis(talk, axis, share) for axis, share in zip(axes, shares)],
        clearness=clearness,
    )

    folder = outputs.visualizations(report) / job
    stage("render", str(folder))
    ids = {"conversation_id": options.zid, "report_id": report, "job_id": job}
    outputs.write(
        folder / "summary.json", json.dumps({**ids, **findings.summary(result)}, indent=1, ensure_ascii=False)
    )
    outputs.write(folder / "layer_0_datamapplot.html", picture.page(result))
    say(progress=1.0, stage="done")
    # The report page ends its waiting screen when it reads this line, wherever the results really are.
    print(f"Results stored in DynamoDB for conversation {options.zid}", flush=True)


def load(options) -> conversations.Conversation:
    stage("load", f"conversation {options.zid}")
    try:
        talk = conversations.load(options.zid, moderated=options.include_moderation)
    except (OSError, ValueError, csv.Error) as problem:
        raise MathExportFailed(problem) from problem
    if options.max_votes and talk.cast() > options.max_votes:
        talk = talk.newest(options.max_votes)
        note(f"at most {options.max_votes} votes: only the newest participants are read")
    note(f"{len(talk.participants)} participants, {len(talk.statements)} statements, {talk.cast()} votes")
    note(f"source: {talk.source}")
    ready = sum(votes.count(None) <= len(votes) - opinion.VOTES_TO_BE_PLACED for votes in talk.votes)
    if ready < PARTICIPANTS_MIN:
        raise MathExportFailed(
            f"{ready} participants with {opinion.VOTES_TO_BE_PLACED} votes or more, {PARTICIPANTS_MIN} are needed"
        )
    return talk


def impute(talk: conversations.Conversation, batch_size: int) -> list:
    cells = len(talk.participants) * len(talk.statements)
    stage("impute", f"{cells - talk.cast()} of {cells} votes are missing; batches of {batch_size} rows")
    rows = []
    for batch in opinion.impute(talk.votes, batch_size):
        rows += batch
        progress("impute", len(rows) / len(talk.votes))
    return rows


def group(zid: str, points: list, cast: list) -> tuple:
    """The label of each participant (None: voted too seldom), the largest group first; how clear it is."""
    placed = [i for i, n in enumerate(cast) if n >= opinion.VOTES_TO_BE_PLACED]
    stage("k-means", f"{len(placed)} participants with {opinion.VOTES_TO_BE_PLACED} votes or more")
    best, clearness = [], -2.0
    chance = random.Random(f"k-means {zid}")
    for done, (labels, score) in enumerate(opinion.group([points[i] for i in placed], chance), start=1):
        note(f"{1 + max(labels)} groups: silhouette {score:.3f}")
        progress("k-means", done / (opinion.GROUPS_MAX - 1))
        if score > clearness:
            best, clearness = labels, score
    by_size = {label: rank for rank, (label, _) in enumerate(Counter(best).most_common())}
    group_of: list[Optional[int]] = [None] * len(points)
    for i, label in zip(placed, best):
        group_of[i] = by_size[label]
    note(f"chosen: {len(by_size)} groups of {', '.join(str(n) for _, n in Counter(best).most_common())}")
    return group_of, clearness


def stage(name: str, detail: str) -> None:
    print(f"[{STAGES.index(name) + 1}/{len(STAGES)}] {name}: {detail}", flush=True)
    progress(name, 0.0)


def note(text: str) -> None:
    print(f"      {text}", flush=True)


def progress(name: str, share_of_stage: float) -> None:
    say(progress=round((STAGES.index(name) + share_of_stage) / len(STAGES), 3), stage=name)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--zid", required=True, type=flags.plain, help="the conversation")
    parser.add_argument("--rid", type=flags.plain, help="the report, where DELPHI_REPORT_ID does not say it")
    parser.add_argument(
        "--include_moderation", type=flags.yes_or_no, default=True, help="leave out what moderators refused"
    )
    parser.add_argument(
        "--exclude_comment_selections", type=flags.yes_or_no, default=False, help="accepted; none exist here"
    )
    parser.add_argument(
        "--max-votes", type=flags.positive, help="read at most this many, the newest participants first"
    )
    parser.add_argument("--batch-size", type=flags.positive, default=100, help="rows to impute at a time")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
