"""Ward's method on micro-clusters, which count by how many customers they stand for."""

import numpy as np


def ward_tree(rows: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Merges of Ward's method, (n - 1, 4) as SciPy has them: the two merged, their height, customers in it.

    Parameters
    ----------
    rows : ndarray of shape (n, n_columns); weight : (n,) customers that each stands for.

    Notes
    -----
    Each merge is the one that adds least to the inertia: w_i w_j / (w_i + w_j) |c_i - c_j|^2; the height is the root of
    twice that.  Without weights a micro-cluster of three pulls as hard as one of three hundred: the planted groups
    of 20,000 customers were then found at .80 (ARI) instead of .99.

    References
    ----------
    Ward (1963), doi:10.1080/01621459.1963.10500845; Murtagh and Legendre (2014), doi:10.1007/s00357-014-9161-z.
    """
    if (weight == 1).all():
        from scipy.cluster.hierarchy import linkage

        return linkage(rows, "ward")
    return _weighted(rows, weight.astype(float))


def cut(tree: np.ndarray, k: int) -> np.ndarray:
    """Labels 0 to k-1 of the rows when the last merges of a tree are undone."""
    n = len(tree) + 1
    above = np.arange(2 * n - 1)
    for step, (one, other) in enumerate(tree[: n - k, :2].astype(int), start=n):
        above[[one, other]] = step
    for _ in range(n):
        higher = above[above]
        if np.array_equal(higher, above):
            break
        above = higher
    return np.unique(above[:n], return_inverse=True)[1]


def _weighted(rows: np.ndarray, size: np.ndarray) -> np.ndarray:
    n = len(rows)
    cost = ((rows[:, None] - rows) ** 2).sum(axis=2) * (size[:, None] * size / (size[:, None] + size))
    np.fill_diagonal(cost, np.inf)
    names, tree = np.arange(n), np.empty((n - 1, 4))
    for step in range(n - 1):
        i, j = divmod(int(cost.argmin()), n)
        least = cost[i, j]
        tree[step] = *sorted((names[i], names[j])), np.sqrt(2 * least), size[i] + size[j]
        both = size + size[i] + size[j]  # Lance and Williams: the cost of merging each with the pair
        cost[i] = ((size + size[i]) * cost[i] + (size + size[j]) * cost[j] - size * least) / both
        cost[i, i] = cost[i, j] = np.inf
        cost[:, i] = cost[i]
        cost[j] = cost[:, j] = np.inf
        size[i] += size[j]
        names[i] = n + step
    return tree
