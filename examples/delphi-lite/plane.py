"""The plane of opinions: a scatter of the participants in SVG, its ends explained in words, and the key."""

import math
from collections.abc import Sequence
from typing import Callable

from findings import CHOICES, Findings, Group, Pull
from words import people, short, text

WIDTH, HEIGHT_MIN, HEIGHT_MAX = 800, 440, 680
MARGIN = 76  # room for the soft hulls and the groups' names
Point = tuple[float, float]


def figure(findings: Findings) -> str:
    """The scatter, its ends explained, and the key."""
    across, upwards = findings.axes
    return f"""<figure class="plane">
{end("top", "↑", upwards.plus)}{end("left", "←", across.minus)}{scatter(findings)}
{end("right", "→", across.plus)}{end("bottom", "↓", upwards.minus)}
<figcaption>{key(findings)}</figcaption>
</figure>"""


def end(side: str, arrow: str, pulls: Sequence[Pull]) -> str:
    """What one chooses who stands at this end of an axis."""
    lines = "".join(
        f'<span title="{text(pull.statement)}"><i>{CHOICES[pull.choice]}</i> {text(short(pull.statement))}</span>'
        for pull in pulls
    )
    return f'<p class="end {side}"><b>{arrow}</b>{lines}</p>\n'


def key(findings: Findings) -> str:
    entries = [
        f'<span class="key g{k}"><i></i>Group {group.name} <small>{people(len(group.members))}</small></span>'
        for k, group in enumerate(findings.groups)
    ]
    unplaced = findings.group_of.count(None)
    if unplaced:
        entries.append(
            f'<span class="key none"><i></i>{people(unplaced)} <small>with too few votes to place</small></span>'
        )
    return "".join(entries)


def scatter(findings: Findings) -> str:
    talk = findings.conversation
    height, place = fit(findings.points)
    places = [place(point) for point in findings.points]
    origin = place([0.0, 0.0])

    dots = []
    for i, (x, y) in enumerate(places):
        k = findings.group_of[i]
        votes = [vote for vote in talk.votes[i] if vote is not None]
        radius = 3.2 + 2.6 * len(votes) / len(talk.statements)
        belongs = f"Group {findings.groups[k].name}" if k is not None else "not placed"
        counts = ", ".join(f"{votes.count(choice)} {word}" for choice, word in CHOICES.items())
        dots.append(
            f'<circle class="dot {"none" if k is None else f"g{k}"}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
            f"<title>Participant {text(talk.participants[i])} · {belongs} · {counts}</title></circle>"
        )

    hulls, labels = [], []
    for k, group in enumerate(findings.groups):
        members = [places[i] for i in group.members]
        hulls.append(
            f'<g class="hull g{k}">{outline(members, 0.94)}</g><g class="hull g{k}">{outline(members, 0.6)}</g>'
        )
        labels.append(label(k, group, members, centre(places), height))

    return f"""<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{text(described(findings))}">
<path class="axis" d="M0 {origin[1]:.1f}H{WIDTH}M{origin[0]:.1f} 0V{height:.0f}"/>
{"".join(hulls)}
{chr(10).join(dots)}
{"".join(labels)}
</svg>"""


def fit(points: list[list[float]]) -> tuple[float, Callable[[list[float]], Point]]:
    """The drawing's height, and the way from the plane to the drawing: one scale, so that distances stay true."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    wide, high = (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT_MAX - 2 * MARGIN) / high)
    height = max(HEIGHT_MIN, scale * high + 2 * MARGIN)
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return height, lambda p: (WIDTH / 2 + scale * (p[0] - middle_x), height / 2 - scale * (p[1] - middle_y))


def outline(members: list[Point], share: float) -> str:
    """The hull of the members nearest to their middle; a wide round stroke makes it soft."""
    middle = centre(members)
    inner = sorted(members, key=lambda p: math.dist(p, middle))[: max(1, round(share * len(members)))]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in hull(inner))
    return f'<path d="M{path}Z"/>'


def hull(points: list[Point]) -> list[Point]:
    """The convex hull: one pass along the lower side, one back along the upper."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    sides = []
    for way in (ordered, ordered[::-1]):
        side: list[Point] = []
        for p in way:
            while len(side) > 1 and not turns_left(side[-2], side[-1], p):
                side.pop()
            side.append(p)
        sides += side[:-1]
    return sides


def turns_left(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])


def label(k: int, group: Group, members: list[Point], middle: Point, height: float) -> str:
    """The group's name on the outer side of its hull, away from the middle of the drawing."""
    own = centre(members)
    away = math.atan2(own[1] - middle[1], own[0] - middle[0])
    reach = max((p[0] - own[0]) * math.cos(away) + (p[1] - own[1]) * math.sin(away) for p in members)
    x = min(max(own[0] + (reach + 68) * math.cos(away), 66), WIDTH - 66)
    y = min(max(own[1] + (reach + 46) * math.sin(away), 42), height - 58)
    return (
        f'<g class="label g{k}" transform="translate({x:.1f} {y:.1f})"><text class="name">{group.name}</text>'
        f'<text class="size" dy="1.3em">{len(group.members)}<tspan class="unit"> people</tspan></text></g>'
    )


def described(findings: Findings) -> str:
    sizes = ", ".join(f"{group.name} with {people(len(group.members))}" for group in findings.groups)
    return f"Participants placed by how alike they vote, in groups: {sizes}."


def centre(points: list[Point]) -> Point:
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
