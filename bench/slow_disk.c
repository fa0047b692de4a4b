/* Makes fsync and fdatasync as slow as a real disk: 2 ms more each. Preloaded by bench/slow_disk.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static const struct timespec two_milliseconds = {0, 2000000};

static int slowly(const char *name, int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    nanosleep(&two_milliseconds, NULL);
    return real(file);
}

int fsync(int file) { return slowly("fsync", file); }

int fdatasync(int file) { return slowly("fdatasync", file); }
