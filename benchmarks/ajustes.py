"""Settings of the bench: those of the example, with the machine's clock as in production (a clock that moves asks the database each time)."""

from __future__ import annotations

from consistorio.conf.demo import *  # noqa: F403

CONSISTORIO_RELOJ_MOVIL = False
