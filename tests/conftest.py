"""What holds for all tests."""

from hypothesis import settings

# A shared machine may be slow for a moment; speed is a matter for benchmarks, not for tests.
settings.register_profile("quanze", deadline=None)
settings.load_profile("quanze")
