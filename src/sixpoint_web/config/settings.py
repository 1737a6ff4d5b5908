"""The settings module of a real installation: what the environment says, and nothing else."""

import os

from .build import settings_for
from .environment import read

globals().update(settings_for(read(os.environ)))
