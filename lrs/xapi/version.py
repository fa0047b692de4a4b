"""xAPI versions: which ones there are, and which one a request speaks (xAPI-Communication 3.3)."""

from enum import Enum


class Version(Enum):
    """The versions that this store speaks; the value is what the answer's header says."""

    V1_0_3 = "1.0.3"
    V2_0 = "2.0.0"
