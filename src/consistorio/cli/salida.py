"""Exit codes and how results and errors are said."""

import json
import sys
from collections.abc import Mapping

HECHO = 0
NO = 1
MAL_USO = 2
NO_SE_PUDO = 3


def aviso(texto: str) -> None:
    """Say something to the person, aside from the result."""
    print(texto, file=sys.stderr, flush=True)


def resultado_json(resultado: Mapping[str, object]) -> None:
    """The result of a command as one JSON object on stdout."""
    print(json.dumps(resultado, ensure_ascii=False, default=str), flush=True)
