"""A disk as slow as real ones: a small library in C that is loaded in front of the C library."""

import shutil
import subprocess
from pathlib import Path

_SOURCE = Path(__file__).with_name("slow_disk.c")


class NoCompiler(Exception):
    """There is none on this machine."""


def library(folder: Path) -> Path:
    """Compile it; whoever starts with LD_PRELOAD set to it waits 2 ms for each fsync."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise NoCompiler("There is no C compiler (cc) here, so the slow disk is left out.")
    made = folder / "slow_disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", made, _SOURCE, "-ldl"], check=True)
    made.chmod(0o755)
    return made
