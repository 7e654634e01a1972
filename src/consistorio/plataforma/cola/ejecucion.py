"""What happens around a job, in whichever process runs it."""

from __future__ import annotations

import traceback
from pathlib import PurePath

from django.db import connections, transaction

from consistorio.nucleo.errores import ErrorDominio
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.cola.models import FalloTrabajo


def explicar(error: BaseException) -> str:
    """What a panel may show of an error: our own words, or else only where it happened (others' texts may hold data
    of people)."""
    if isinstance(error, ErrorDominio):
        return str(error)[:500]
    pasos = traceback.extract_tb(error.__traceback__)
    if not pasos:
        return ""
    return f"{PurePath(pasos[-1].filename).name}:{pasos[-1].lineno} {pasos[-1].name}"[:500]


def anotar_fallo(trabajo_id: int, intento: int, error: BaseException) -> None:
    """Keep why an attempt failed, after its own transaction was rolled back."""
    with transaction.atomic(using=alias_actual()):
        FalloTrabajo.objects.create(
            trabajo=trabajo_id, intento=intento, clase=type(error).__name__[:120], explicacion=explicar(error)
        )


def relevar(trabajo_id: int, *, alias: str, nombre: str, clave: str) -> None:
    """Earlier jobs that failed and do what this one does give way to it (`abandonado`): an authority that is down all night leaves one
    failure to look at, not one for each round."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'cancelled' "
            "WHERE task_name = %s AND queueing_lock = %s AND status = 'failed' AND id < %s",
            [nombre, clave, trabajo_id],
        )
