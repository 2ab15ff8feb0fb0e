"""The mathematics of opinion groups, small enough to read: impute, PCA, k-means, what sets a group apart."""

import math
import random
from collections.abc import Iterator, Sequence
from typing import Optional

Vector = list[float]

VOTES_TO_BE_PLACED = 7  # whoever voted less often says too little to belong to a group
GROUPS_MAX = 5
SEEDINGS = 12  # k-means is started this often; the tightest grouping wins
SILHOUETTE_SAMPLE_MAX = 600  # the comparison of all pairs grows with the square


def impute(votes: Sequence[Sequence[Optional[int]]], batch_size: int) -> Iterator[list[Vector]]:
    """Rows without gaps, batch by batch: a missing vote becomes the statement's mean.

    The means are subtracted at once, so the rows are centred and a missing vote is simply 0.
    """
    means = []
    for column in zip(*votes):
        cast = [vote for vote in column if vote is not None]
        means.append(sum(cast) / len(cast) if cast else 0.0)
    for start in range(0, len(votes), batch_size):
        yield [
            [0.0 if vote is None else vote - mean for vote, mean in zip(row, means)]
            for row in votes[start : start + batch_size]
        ]


def principal_axes(rows: list[Vector], count: int = 2) -> tuple[list[Vector], list[float]]:
    """The directions in which opinions differ most, and the share of all difference that each explains."""
    matrix = covariance(rows)
    total = sum(matrix[i][i] for i in range(len(matrix))) or 1.0
    axes, shares = [], []
    for _ in range(count):
        axis, strength = strongest_direction(matrix)
        axes.append(axis)
        shares.append(strength / total)
        for i, row in enumerate(matrix):  # take this direction out; the next strongest is then on top
            for j in range(len(row)):
                row[j] -= strength * axis[i] * axis[j]
    return axes, shares


def covariance(rows: list[Vector]) -> list[Vector]:
    columns = list(zip(*rows))
    return [[dot(a, b) / len(rows) for b in columns] for a in columns]


def strongest_direction(matrix: list[Vector]) -> tuple[Vector, float]:
    """Power iteration: whatever the matrix is applied to turns towards its first eigenvector."""
    vector = [1.0 + i / len(matrix) for i in range(len(matrix))]  # any start, but always the same
    strength = 0.0
    for _ in range(500):
        turned = [dot(row, vector) for row in matrix]
        length = math.sqrt(dot(turned, turned))
        if length < 1e-12:  # nothing is left to explain
            return [0.0] * len(matrix), 0.0
        turned = [value / length for value in turned]
        settled = math.dist(turned, vector) < 1e-10
        vector, strength = turned, length
        if settled:
            break
    # An axis and its mirror image are equally right; let the heaviest statement point to plus.
    sign = math.copysign(1.0, max(vector, key=abs))
    return [sign * value for value in vector], strength


def project(row: Vector, axes: list[Vector], cast: int) -> Vector:
    """A participant's place in the plane. Gaps pull towards the middle; the factor gives that back."""
    stretch = math.sqrt(len(row) / max(cast, VOTES_TO_BE_PLACED))
    return [stretch * dot(row, axis) for axis in axes]


def group(points: list[Vector], chance: random.Random) -> Iterator[tuple[list[int], float]]:
    """For two, three, … groups: the label of each point, and how clearly the groups stand apart (-1 to 1)."""
    for count in range(2, min(GROUPS_MAX, len(points) - 1) + 1):
        tries = [k_means(points, count, chance) for _ in range(SEEDINGS)]
        labels = min(tries, key=lambda one: one[1])[0]
        yield labels, silhouette(points, labels)


def k_means(points: list[Vector], count: int, chance: random.Random) -> tuple[list[int], float]:
    """Labels, and the sum of squared distances to the own centre."""
    centres = spread_out(points, count, chance)
    labels: list[int] = []
    for _ in range(60):
        nearest = [min(range(count), key=lambda c: math.dist(point, centres[c])) for point in points]
        if nearest == labels:
            break
        labels = nearest
        for c in range(count):
            members = [point for point, label in zip(points, labels) if label == c]
            if members:
                centres[c] = mean(members)
    return labels, sum(math.dist(point, centres[c]) ** 2 for point, c in zip(points, labels))


def spread_out(points: list[Vector], count: int, chance: random.Random) -> list[Vector]:
    """First centres: each next one is drawn, the far away more likely."""
    centres = [chance.choice(points)]
    while len(centres) < count:
        distances = [min(math.dist(point, centre) for centre in centres) ** 2 for point in points]
        # A crumb for each point: when all stand on one spot there is still something to draw from.
        centres.append(chance.choices(points, [d + 1e-12 for d in distances])[0])
    return centres


def silhouette(points: list[Vector], labels: list[int]) -> float:
    """Mean over the points of how much nearer the own group is than the next one."""
    step = math.ceil(len(points) / SILHOUETTE_SAMPLE_MAX)
    sample = list(zip(points, labels))[::step]
    scores = []
    for point, own in sample:
        distances: dict[int, Vector] = {}
        for other, label in sample:
            if other is not point:
                distances.setdefault(label, []).append(math.dist(point, other))
        means = {label: sum(values) / len(values) for label, values in distances.items()}
        inside = means.pop(own, None)
        if inside is None or not means:  # alone in the group, or no other group
            scores.append(0.0)
            continue
        outside = min(means.values())
        scores.append((outside - inside) / (max(outside, inside) or 1.0))
    return sum(scores) / len(scores)


def distinctive(chosen: int, cast: int, chosen_elsewhere: int, cast_elsewhere: int) -> float:
    """How far a group stands out in choosing this: z of two shares, each with one vote for and against added."""
    here, there = (chosen + 1) / (cast + 2), (chosen_elsewhere + 1) / (cast_elsewhere + 2)
    overall = (chosen + chosen_elsewhere + 2) / (cast + cast_elsewhere + 4)
    spread = math.sqrt(overall * (1 - overall) * (1 / (cast + 2) + 1 / (cast_elsewhere + 2)))
    return (here - there) / spread


def mean(points: list[Vector]) -> Vector:
    return [sum(values) / len(points) for values in zip(*points)]


def dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b))
