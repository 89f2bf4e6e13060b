"""One warm worker, beside those that `maatwerk start` brings up."""

from __future__ import annotations

import os


def worker() -> None:
    """Start één verwerker. Ctrl-C stopt hem; lopend werk wordt afgemaakt."""
    from tasks.cases.courses import courses
    from tasks.runs.connection import client_environment

    # A process that is not whole is refused now, not halfway through a case.
    courses()
    # Prefect reads its settings when it is loaded.
    os.environ.update(client_environment())
    from tasks.prefect.worker import main

    main()


if __name__ == "__main__":
    worker()
