"""Property tests try the same examples in every run; FOTOFUN_EXPLORE=1 looks for new ones."""

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("explore" if os.environ.get("FOTOFUN_EXPLORE") else "steady")
