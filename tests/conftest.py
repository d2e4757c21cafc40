"""What holds for all tests."""

import os

from hypothesis import settings

# A shared machine may be slow for a moment; speed is a matter for benchmarks, not for tests. The same
# examples are drawn every time, so that a change is judged by what it changes. To look for new ones:
# HYPOTHESIS_PROFILE=explore python -m pytest
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
