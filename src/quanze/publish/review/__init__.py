"""The verdict on a pull request, and the comment that tells it.

`verdict` judges; `markdown`, `text` and `data` lay out what it found.
"""

from quanze.publish.review.verdict import Part, Problem, Review, review_of

__all__ = ["Part", "Problem", "Review", "review_of"]
