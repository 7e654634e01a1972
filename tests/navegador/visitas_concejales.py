"""Pages of councillors, of who answers them and of the views that are kept of a list."""

from __future__ import annotations

from collections.abc import Callable

from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.busquedas.models import VistaGuardada
from consistorio.servicios.concejales.models import PeticionDeInformacion
from tests.navegador.fichas import Fichas
from tests.navegador.quien_visita import (
    ALCALDESA,
    CONCEJALA,
    INTERVIENE,
    SECRETARIO,
    Datos,
    Visita,
    del_ejercicio,
    nada,
)


def de_concejala(estado: str) -> Callable[[Fichas], Datos]:
    """Her request in that state."""
    return lambda _fichas: {"peticion_id": PeticionDeInformacion.objects.get(estado=estado).id}


DE_CONCEJALES: dict[str, Visita] = {
    **dict.fromkeys(("concejales", "concejales_pedir", "concejales_decididas"), (CONCEJALA, nada)),
    "concejales_delegacion": ("tomas", del_ejercicio),
    "concejales_cuentas": (CONCEJALA, del_ejercicio),
    **dict.fromkeys(("concejales_peticion", "concejales_ver"), (CONCEJALA, de_concejala("concedida"))),
    "concejales_peticiones": (ALCALDESA, nada),
    "concejales_resolver": (ALCALDESA, de_concejala("pendiente")),
    **dict.fromkeys(("concejales_seguimiento", "concejales_anotar_ambito"), (SECRETARIO, nada)),
    "concejales_consultado": (
        SECRETARIO,
        lambda _f: {"empleado_id": Empleado.objects.get(cuenta__usuario=CONCEJALA).id},
    ),
    **dict.fromkeys(("vistas_guardadas", "guardar_vista"), (INTERVIENE, lambda _f: {"lista": "gastos"})),
    "renombrar_vista": (INTERVIENE, lambda _f: {"lista": "gastos", "vista_id": VistaGuardada.objects.get().id}),
}
