"""The worked year of the reference data through the use cases, with its project, and who closes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from consistorio.cli.cuentas.guion import ejecutar
from consistorio.economia.cierre import permisos
from consistorio.economia.cierre.tests import dorado
from consistorio.economia.contabilidad.tests import escenario as contabilidad
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Aplicacion
from consistorio.economia.presupuesto.permisos import MODIFICAR
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION as DEL_PRESUPUESTO
from consistorio.economia.presupuesto.tipos import LineaDeModificacion, PasosDeModificacion
from consistorio.economia.proyectos import permisos as de_proyectos
from consistorio.economia.proyectos.acciones import abrir_proyecto, asignar_aplicaciones
from consistorio.economia.proyectos.tipos import AgenteNuevo, ProyectoNuevo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojFijo

ANIO = 2025
RELOJ = RelojFijo(datetime(2026, 1, 15, 9, 0, tzinfo=UTC))
INTERVENCION = replace(
    DEL_PRESUPUESTO,
    permisos=DEL_PRESUPUESTO.permisos
    | {permisos.VER, permisos.CERRAR, permisos.REABRIR, permisos.RENDIR, de_proyectos.LLEVAR},
)


def ejemplo() -> dict[str, Any]:
    """What the reference data say."""
    return dorado.leer()


def modificar(tipo: str, codigo: str, remanente: str, importe: str, *, organo: str) -> None:
    """A file that a remnant finances, processed elsewhere, in the accounts on the last days of the year."""
    dia = date(ANIO, 12, 30)
    presupuesto.anotar_modificacion_ya_tramitada(
        actor=Actor.sistema("prueba", MODIFICAR),
        anio=ANIO,
        tipo=tipo,
        texto="Con remanente",
        lineas=(
            LineaDeModificacion("alta", codigo, Decimal(importe)),
            LineaDeModificacion("financiacion", remanente, Decimal(importe)),
        ),
        pasos=PasosDeModificacion(informe=dia, organo=organo, acuerdo=dia, contabilizada=dia),
        reloj=RELOJ,
    )


def sembrar() -> None:
    """The year until its last operation; what closing does is not executed. The project that the reference data describe is written here."""
    contabilidad.sembrar()
    sistema = Actor.sistema("contabilidad", *INTERVENCION.permisos)  # who executes a file of operations
    guion = ejecutar(ejemplo()["operaciones"][: dorado.ULTIMA_DEL_ANIO], actor=sistema, reloj=RELOJ)
    assert not guion.rechazadas, guion.rechazadas
    assert not guion.sin_atender, guion.sin_atender
    abrir_proyecto(
        actor=INTERVENCION,
        nuevo=ProyectoNuevo(
            "2025-1",
            "Pavimentación",
            ANIO,
            ANIO + 1,
            Decimal(100000),
            (AgenteNuevo("Comunidad", "75060", Decimal(30000)), AgenteNuevo("Préstamo", "91300", Decimal(20000))),
        ),
        reloj=RELOJ,
    )
    obra = Aplicacion.objects.get(ejercicio=ANIO, programa="1532", economica="61900")
    asignar_aplicaciones(actor=INTERVENCION, codigo="2025-1", aplicaciones=[obra.id], reloj=RELOJ)
