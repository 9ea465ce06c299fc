"""File formats, one module each: what a file of that kind looks like, and how it becomes readings."""
