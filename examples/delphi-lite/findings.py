"""What came out: the groups, what sets each apart, what all share. Drawn by picture.py, kept in summary.json."""

from collections import Counter
from typing import NamedTuple, Optional

import opinion
from conversation import AGREE, DISAGREE, PASS, Conversation

STATEMENTS_EACH = 5
CHOICES = {AGREE: "agree", PASS: "pass", DISAGREE: "disagree"}


class Trait(NamedTuple):
    """One statement as one group sees it."""

    statement: str
    choice: int  # AGREE or DISAGREE: what the group is remarkable for
    votes: Counter  # of the group
    others: Counter  # of everybody else who is in a group


class Group(NamedTuple):
    name: str
    members: list[int]
    traits: list[Trait]


class Pull(NamedTuple):
    """A statement that moves people along an axis."""

    statement: str
    choice: int


class Axis(NamedTuple):
    share: float  # of all difference in opinion
    plus: list[Pull]
    minus: list[Pull]


class Findings(NamedTuple):
    conversation: Conversation
    points: list[list[float]]  # one for each participant
    group_of: list[Optional[int]]  # None: voted too seldom to be placed
    groups: list[Group]  # the largest first
    common: list[Trait]
    axes: list[Axis]
    clearness: float  # silhouette of the grouping


def tally(conversation: Conversation, members: list[int], statement: int) -> Counter:
    return Counter(conversation.votes[member][statement] for member in members)


def cast(votes: Counter) -> int:
    return votes[AGREE] + votes[DISAGREE] + votes[PASS]


def name_groups(conversation: Conversation, group_of: list[Optional[int]]) -> list[Group]:
    """Group k with its members and with what sets it apart from everybody else."""
    count = 1 + max(k for k in group_of if k is not None)
    members = [[i for i, label in enumerate(group_of) if label == k] for k in range(count)]
    groups = []
    for k, own in enumerate(members):
        rest = [i for j, other in enumerate(members) if j != k for i in other]
        groups.append(Group("ABCDE"[k], own, traits(conversation, own, rest)))
    return groups


def traits(conversation: Conversation, own: list[int], rest: list[int]) -> list[Trait]:
    """The statements on which most of the group chooses alike, and differently from the rest."""
    ranked = []
    for index, statement in enumerate(conversation.statements):
        here, there = tally(conversation, own, index), tally(conversation, rest, index)
        for choice in (AGREE, DISAGREE):
            z = opinion.distinctive(here[choice], cast(here), there[choice], cast(there))
            if z > 1.3 and 2 * here[choice] > cast(here):
                ranked.append((z, Trait(statement, choice, here, there)))
    ranked.sort(key=lambda one: -one[0])
    return [trait for _, trait in ranked[:STATEMENTS_EACH]]


def common_ground(conversation: Conversation, groups: list[Group]) -> list[Trait]:
    """Statements on which three in five of every single group choose alike."""
    ranked = []
    for index, statement in enumerate(conversation.statements):
        each = [tally(conversation, group.members, index) for group in groups]
        for choice in (AGREE, DISAGREE):
            weakest = min((votes[choice] + 1) / (cast(votes) + 2) for votes in each)
            if weakest >= 0.6:
                ranked.append((weakest, Trait(statement, choice, sum(each, Counter()), Counter())))
    ranked.sort(key=lambda one: -one[0])
    return [trait for _, trait in ranked[:STATEMENTS_EACH]]


def read_axis(conversation: Conversation, axis: list[float], share: float) -> Axis:
    """Which statements pull most, and what one has to choose to stand at either end."""
    heavy = sorted(range(len(axis)), key=lambda s: -abs(axis[s]))

    def end(sign: int) -> list[Pull]:
        towards = [Pull(conversation.statements[s], AGREE) for s in heavy if sign * axis[s] > 0]
        against = [Pull(conversation.statements[s], DISAGREE) for s in heavy if sign * axis[s] < 0]
        return (towards[:2] + against)[:2]

    return Axis(share, end(+1), end(-1))


def summary(findings: Findings) -> dict:
    """The same in numbers and words, for programs."""
    conversation = findings.conversation

    def told(trait: Trait) -> dict:
        return {
            "statement": trait.statement,
            "choice": CHOICES[trait.choice],
            "votes": {word: trait.votes[choice] for choice, word in CHOICES.items()},
            "others": {word: trait.others[choice] for choice, word in CHOICES.items()},
        }

    return {
        "topic": conversation.topic,
        "source": conversation.source,
        "participants": len(conversation.participants),
        "statements": len(conversation.statements),
        "votes": conversation.cast(),
        "clearness": round(findings.clearness, 4),
        "axes": [
            {
                "share": round(axis.share, 4),
                "plus": [f"{CHOICES[p.choice]}: {p.statement}" for p in axis.plus],
                "minus": [f"{CHOICES[p.choice]}: {p.statement}" for p in axis.minus],
            }
            for axis in findings.axes
        ],
        "groups": [
            {"name": group.name, "size": len(group.members), "statements": [told(t) for t in group.traits]}
            for group in findings.groups
        ],
        "unplaced": sum(k is None for k in findings.group_of),
        "common_ground": [told(trait) for trait in findings.common],
    }
