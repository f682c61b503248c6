"""A process whose clock is ahead of ours, as if it were started later."""

import subprocess

SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec* now) {
  static int (*real)(clockid_t, struct timespec*);
  if (!real) real = (int (*)(clockid_t, struct timespec*))dlsym(RTLD_NEXT, "clock_gettime");
  const int status = real(clock, now);
  if (status == 0 && clock == CLOCK_REALTIME) now->tv_sec += atol(getenv("RG_TEST_SECONDS_AHEAD"));
  return status;
}
"""


def ahead(folder, seconds):
    """The variables that do it to a process, through a library made in `folder`."""
    library = folder / "ahead.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-x", "c", "-", "-o", str(library), "-ldl"],
                   input=SHIM, text=True, check=True)
    return {"LD_PRELOAD": str(library), "RG_TEST_SECONDS_AHEAD": str(seconds),
            "ASAN_OPTIONS": "verify_asan_link_order=0"}
