"""What holds for all tests."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile

from hypothesis import settings

from quanze.load.verdict_store import SWITCH

# A shared machine may be slow for a moment; speed is a matter for benchmarks, not for tests. The same
# examples are drawn every time, so that a change is judged by what it changes. To look for new ones:
# HYPOTHESIS_PROFILE=explore python -m pytest
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_configure() -> None:
    """Keep what `quanze validate` found apart from what the user's own runs keep."""
    os.environ[SWITCH] = tempfile.mkdtemp(prefix="quanze-tests-")


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays to the end: it is gone through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    gc.unfreeze()
    shutil.rmtree(os.environ[SWITCH], ignore_errors=True)
