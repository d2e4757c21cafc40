"""The verdict for a program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quanze.publish.review.advice import advice
from quanze.publish.review.verdict import Review


def data(review: Review, folder: Path) -> dict[str, Any]:
    """Return the verdict as plain data."""
    changes = review.changes.changes if review.changes else None
    return {
        "schema_version": 1,
        "passed": review.passed,
        "base": review.base,
        "commit": review.commit or None,
        "level": review.level,
        "counts": {
            "errors": len(review.errors),
            "warnings": len(review.warnings),
            "changes": dict(changes.counts) if changes else {},
            "other_lists": len(review.changes.own.shown) if review.changes else 0,
        },
        "records": [
            {
                "number": state.record.number,
                "file": state.record.origin.file,
                "level": state.record.level,
                "missing_steps": list(state.missing),
            }
            for state in review.records
        ],
        "problems": [
            {
                "part": problem.part,
                "what": problem.what,
                "file": problem.file or None,
                "record": problem.record or None,
            }
            for problem in review.problems
        ],
        "notes": list(review.notes),
        "next": list(advice(review, folder)),
    }
