"""The picture: one page that stands alone, drawn from the findings. No script, nothing to download.

It is well-formed XML as well as HTML, and the same findings give the same bytes.
"""

from collections import Counter
from pathlib import Path

import plane
from findings import CHOICES, Findings, Group, Trait, cast
from words import people, percent, text


def page(findings: Findings) -> str:
    talk = findings.conversation
    style = (Path(__file__).parent / "picture.css").read_text(encoding="utf-8")
    groups = "".join(group_card(group, findings) for group in findings.groups)
    return f"""<!DOCTYPE html>
<html lang="en" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>{text(talk.topic)}: opinion groups</title>
<style>
{style}</style>
</head>
<body>
<header>
<p class="kicker">Opinion groups</p>
<h1>{text(talk.topic)}</h1>
<p class="lede"><b>{len(talk.participants)}</b> people cast <b>{talk.cast():,}</b> votes on
<b>{len(talk.statements)}</b> statements. By the way they vote they form <b>{len(findings.groups)} groups</b>.</p>
</header>
{plane.figure(findings)}
<main>
{groups}{common_card(findings)}</main>
<footer>
<p><b>How to read it.</b> Each dot is a person, larger after more votes; people who vote alike stand close together.
The axes are the two directions in which opinions differ most (principal components): across,
{percent(findings.axes[0].share)} of all difference, upwards {percent(findings.axes[1].share)}. Groups are found by
k-means; their number is the one that stands apart most clearly (silhouette {findings.clearness:.2f}). A group is
described by the statements on which most of it chooses alike and differently from everybody else.</p>
<p>Source: {text(talk.source)}.</p>
</footer>
</body>
</html>
"""


def group_card(group: Group, findings: Findings) -> str:
    k = findings.groups.index(group)
    placed = sum(len(one.members) for one in findings.groups)
    rows = "".join(row(trait, True) for trait in group.traits)
    body = rows or '<tr><td class="nothing">Nothing sets this group apart clearly.</td></tr>'
    return f"""<section class="card g{k}">
<h2><i></i>Group {group.name} <small>{people(len(group.members))}, {percent(len(group.members) / placed)}</small></h2>
<table>
<caption>{bar_key()} <span>thin: the others</span></caption>
{body}</table>
</section>
"""


def common_card(findings: Findings) -> str:
    rows = "".join(row(trait, False) for trait in findings.common)
    body = rows or '<tr><td class="nothing">No statement has three in five of every group behind it.</td></tr>'
    return f"""<section class="card common">
<h2><i></i>Common ground <small>in every group</small></h2>
<table>
<caption>{bar_key()} <span>three in five of each group choose alike</span></caption>
{body}</table>
</section>
"""


def row(trait: Trait, compare: bool) -> str:
    others = bar("others", trait.others, trait.choice) if compare else ""
    return (
        f'<tr><th scope="row"><i>{CHOICES[trait.choice]}</i> {text(trait.statement)}</th>'
        f"<td>{bar('own', trait.votes, trait.choice)}{others}</td></tr>\n"
    )


def bar(whose: str, votes: Counter, choice: int) -> str:
    """Agree, pass, disagree side by side, and the share of the choice that the row is about."""
    total = cast(votes) or 1
    parts = [(word, votes[c] / total) for c, word in CHOICES.items()]
    said = ", ".join(f"{percent(share)} {word}" for word, share in parts)
    spans = "".join(f'<span class="{word}" style="width:{100 * share:.1f}%"></span>' for word, share in parts)
    return (
        f'<div class="{whose}" title="{said} ({cast(votes)} votes)">'
        f'<div class="bar" role="img" aria-label="{said}">{spans}</div><b>{percent(votes[choice] / total)}</b></div>'
    )


def bar_key() -> str:
    return "".join(f'<span class="bar"><span class="{word}"></span></span>{word} ' for word in CHOICES.values())
