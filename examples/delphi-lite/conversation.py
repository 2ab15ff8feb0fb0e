"""A conversation: statements, participants, and who voted what.

It is read from an export (participants-votes.csv and, beside it, comments.csv and summary.csv), or
made up from the conversation's number: the same number gives the same town, for ever.
"""

import csv
import math
import os
import random
from pathlib import Path
from typing import NamedTuple, Optional

import outputs

AGREE, DISAGREE, PASS = 1, -1, 0
VOTES = {"1": AGREE, "-1": DISAGREE, "0": PASS, "": None}
CELLS_MAX = 4_000_000  # participants x statements: what pure Python can carry


class Conversation(NamedTuple):
    topic: str
    statements: list[str]
    participants: list[str]
    votes: list[list[Optional[int]]]  # votes[participant][statement]; None: did not vote
    source: str

    def cast(self) -> int:
        """How many votes there are."""
        return sum(vote is not None for row in self.votes for vote in row)

    def newest(self, votes_max: int) -> "Conversation":
        """The newest participants, as long as their votes fit. Later participants stand further down."""
        kept, left = [], votes_max
        for index in reversed(range(len(self.participants))):
            left -= sum(vote is not None for vote in self.votes[index])
            if left < 0:
                break
            kept.append(index)
        kept.reverse()
        return self._replace(
            participants=[self.participants[index] for index in kept],
            votes=[self.votes[index] for index in kept],
        )


def load(zid: str, moderated: bool) -> Conversation:
    folder = Path(os.environ.get("DELPHI_LITE_DATA") or os.devnull) / outputs.plain(zid)
    if (folder / "participants-votes.csv").is_file():
        return exported(folder, moderated)
    return imagined(zid)


def exported(folder: Path, moderated: bool) -> Conversation:
    """Read an export; statements that the moderators refused are left out when moderated."""
    header, *rows = table(folder / "participants-votes.csv") or [[]]
    first = next((i for i, name in enumerate(header) if name.isdecimal()), len(header))
    ids = header[first:]
    if len(ids) * len(rows) > CELLS_MAX:
        raise ValueError(f"{len(rows)} participants x {len(ids)} statements are more than {CELLS_MAX} cells")

    comments = {row["comment-id"]: row for row in records(folder / "comments.csv")}
    refused = {i for i, row in comments.items() if moderated and row.get("moderated") == "-1"}
    kept = [column for column, i in enumerate(ids) if i not in refused]

    votes = []
    for line, row in enumerate(rows, start=2):
        if len(row) != len(header) or not set(row[first:]) <= set(VOTES):
            raise ValueError(f"participants-votes.csv, line {line}: not one of 1, -1, 0 or nothing per statement")
        votes.append([VOTES[row[first + column]] for column in kept])

    summary = {row[0]: row[1] for row in table(folder / "summary.csv") if len(row) == 2}
    return Conversation(
        topic=summary.get("topic") or f"Conversation {folder.name}",
        statements=[comments.get(ids[c], {}).get("comment-body") or f"Statement {ids[c]}" for c in kept],
        participants=[row[0] for row in rows],
        votes=votes,
        source=f"{folder.name}/participants-votes.csv",
    )


def table(path: Path) -> list[list[str]]:
    """The rows of a file; beside the votes no file has to be there."""
    if not path.is_file():
        return []
    with open(path, newline="", encoding="utf-8-sig") as file:
        return [row for row in csv.reader(file) if row]


def records(path: Path) -> list[dict]:
    header, *rows = table(path) or [[]]
    return [dict(zip(header, row)) for row in rows]


def imagined(zid: str) -> Conversation:
    """A town talks about its future: two to five camps, and people who differ within them.

    town.csv says for each statement how much three convictions pull towards agreeing (streets for
    people, growth, an open purse), and how well everybody likes it.
    """
    chance = random.Random(f"delphi-lite {zid}")
    town = records(Path(__file__).parent / "town.csv")
    chance.shuffle(town)
    town = town[: chance.randint(34, 40)]

    camps = chance.choice([2, 3, 3, 4, 4, 5, 5])
    turn = chance.uniform(0, math.tau)
    centres = []
    for camp in range(camps):
        angle, reach = turn + math.tau * camp / camps, chance.uniform(1.7, 2.2)
        centres.append((reach * math.cos(angle), reach * math.sin(angle), chance.uniform(-0.6, 0.6)))
    shares = [chance.uniform(0.6, 1.8) for _ in centres]

    votes = []
    for _ in range(chance.randint(220, 340)):
        centre = chance.choices(centres, shares)[0]
        person = [chance.gauss(conviction, 0.4) for conviction in centre]
        patience = chance.betavariate(2.2, 1.1)  # how much of the list this person reads
        votes.append([vote(chance, person, statement, patience) for statement in town])

    return Conversation(
        topic="How should our town change?",
        statements=[statement["statement"] for statement in town],
        participants=[str(number) for number in range(len(votes))],
        votes=votes,
        source=f"an imagined town, seed {zid}",
    )


def vote(chance: random.Random, person: list[float], statement: dict, patience: float) -> Optional[int]:
    if chance.random() > patience:
        return None
    pulls = (float(statement[axis]) for axis in ("streets", "growth", "purse"))
    liking = sum(pull * conviction for pull, conviction in zip(pulls, person))
    liking += float(statement["appeal"]) + chance.gauss(0, 1.4)
    if abs(liking) < 0.35:
        return PASS
    return AGREE if liking > 0 else DISAGREE
