"""Imported by the server that worker processes are forked from: what each would load or compile first is done there once."""

from __future__ import annotations

from contextlib import suppress

from transforms.ready import make_ready

# what fails here fails where it is needed, and is said there
with suppress(Exception):
    make_ready()
