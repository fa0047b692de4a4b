"""A worker that follows one store without a pause: `python -m bench.following STORE`; it ends when it is told to."""

import os
import sys
import time

import wsgi


def main() -> None:
    lrs = wsgi.build(wsgi.settings_of_environment()).lrs
    os.nice(lrs.settings.worker_nice)
    store = lrs.store_named(sys.argv[1])
    print("following", flush=True)
    while True:
        lrs.reports.refresh(store)
        time.sleep(0.1)


if __name__ == "__main__":
    main()
