"""Settings for every test: none is timed, so that a busy machine fails nothing."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
