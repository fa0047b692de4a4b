"""Confinement: what the process that reads strangers' files takes from itself before it opens one."""

import ctypes
import resource

_MEBIBYTE = 1024 * 1024
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # sched.h
_DIE_WITH_PARENT = 1  # sys/prctl.h: PR_SET_PDEATHSIG
_SIGKILL = 9


def confine(cpu_seconds: int, memory_mebibytes: int, file_bytes: int) -> None:
    """Limit processor time, memory and the size of files; leave the network; die with the parent."""
    _limit(resource.RLIMIT_CPU, cpu_seconds)
    _limit(resource.RLIMIT_AS, memory_mebibytes * _MEBIBYTE)
    _limit(resource.RLIMIT_FSIZE, file_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    libc = ctypes.CDLL(None)
    libc.prctl(_DIE_WITH_PARENT, _SIGKILL)
    # Where the machine allows no namespaces, the list of formats in opening.py is what keeps the network out.
    libc.unshare(_NEW_USER | _NEW_NETWORK)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (ceiling, ceiling))
