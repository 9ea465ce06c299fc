"""How segments merge when fewer are asked for: the top of Ward's tree."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture

LEAVES, HEIGHT = 20, 260


def dendrogram(tree: np.ndarray, k: int) -> Picture:
    """The last merges of Ward's tree, at most 20 branches, with a line where it is cut into K.

    Parameters
    ----------
    tree : (n - 1, 4) merges as SciPy has them. k : number of segments in use.
    """
    from scipy.cluster.hierarchy import dendrogram as laid_out

    lines = laid_out(tree, LEAVES, "lastp", no_plot=True)
    branches = [
        {"branch": number, "x": x, "height": y}
        for number, (xs, ys) in enumerate(zip(lines["icoord"], lines["dcoord"], strict=True))
        for x, y in zip(xs, ys, strict=True)
    ]
    heights = tree[::-1, 2]
    table = pd.DataFrame(
        {"segments": range(1, min(LEAVES, len(heights)) + 1), "merge_height": heights[:LEAVES]}
    )
    title = _title(heights, k)
    cut = float(heights[k - 2] + heights[k - 1]) / 2 if 2 <= k <= len(heights) else None
    frame = pd.DataFrame(branches)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(nice=False))
    y = theme.level_axis("height", (0, 1.05 * float(heights[0])), theme.steps(float(heights[0])))
    drawn = alt.Chart(frame).mark_line(strokeWidth=1.4, tooltip=None)
    layers = [theme.role(drawn.encode(x, y, alt.Detail("branch:N")), "accent")]
    if cut is not None:
        layers.append(marks.rule("y", cut, strokeDash=[4, 3]))
    note = f"Ward: the higher two branches meet, the less alike they are. Dashed: cut into K = {k}."
    return Picture(theme.stack(layers, x, y, HEIGHT), title, note, f"{title}. {note}", table)


def _title(heights: np.ndarray, k: int) -> str:
    """Where the widest step between merges is, among two to ten segments, and whether that is the K in use."""
    most = min(10, len(heights))
    if most < 3:
        return "Too few customers for a tree"
    steps = heights[: most - 1] - heights[1:most]
    widest = int(steps[1:].argmax()) + 3 if len(steps) > 1 else 2
    return f"The tree parts widest at {widest} segments" + (", the number in use" if widest == k else "")
