"""Draws figures of tools beside each other as bars, one panel for each kind of work."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peers import Figure

OURS, PEERS, INK = "#2a78c2", "#9aa5b1", "#5b6570"  # readable on a light page and on a dark one
_BAR = 0.32
_WIDTH = 8.0


def plot(results: Mapping[str, Sequence[Figure]]) -> str:
    """Return an SVG of the median times in milliseconds; every bar begins at zero.

    Args:
        results: The figures by the work that they are about; commands named ``pushcart-…`` and
            ``get_source`` are ours and coloured so.
    """
    import matplotlib as mpl

    mpl.use("svg")
    # Text stays text, so that it can be read aloud and found; the same figures give the same file.
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "peers", "font.family": "sans-serif"})
    from matplotlib import pyplot as plt

    heights = [len(figures) + 1.5 for figures in results.values()]
    figure, panels = plt.subplots(
        len(results),
        1,
        figsize=(_WIDTH, sum(heights) * _BAR),
        gridspec_kw={"height_ratios": heights},
        layout="constrained",
    )
    for panel, (title, figures) in zip(panels, results.items(), strict=True):
        names = [one.name for one in figures]
        bars = panel.barh(
            names,
            [one.seconds * 1000 for one in figures],
            color=[OURS if name.startswith(("pushcart-", "get_source")) else PEERS for name in names],
        )
        panel.bar_label(bars, fmt="{:.0f} ms", padding=3, color=INK, fontsize=8)
        panel.margins(x=0.15)
        panel.invert_yaxis()
        panel.set_title(title, loc="left", fontsize=10, color=INK)
        panel.tick_params(colors=INK, labelsize=8)
        panel.xaxis.set_visible(False)
        for side in ("top", "right", "bottom"):
            panel.spines[side].set_visible(False)
        panel.spines["left"].set_color(INK)
    written = io.StringIO()
    figure.savefig(written, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    plt.close(figure)
    return written.getvalue()
