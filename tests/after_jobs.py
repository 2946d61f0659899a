"""Waiting for what a page has begun beside it."""

import time

from ui import jobs


def after_the_job(app, key):
    """Wait until what was begun by the page is done, and run the page again."""
    end = time.monotonic() + 120
    while any(process.poll() is None for process in jobs._processes.values()):
        assert time.monotonic() < end
        time.sleep(0.05)
    app.run()
    assert not app.exception
    assert key not in {button.key for button in app.button}
    return app
