"""Have the chart, its rules and the equivalences in the database."""

from __future__ import annotations

from consistorio.economia.contabilidad import semillas
from consistorio.economia.contabilidad.eventos import CADENA_DEL_PLAN, PlanImplantado
from consistorio.economia.contabilidad.models import Cuenta, Equivalencia, ReglaAsiento
from consistorio.economia.contabilidad.permisos import ABRIR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar


@accion("contabilidad.plan.implantado", permiso=ABRIR, norma="TRLRHL arts. 200 a 203; Orden HAP/1781/2013 anexo")
def implantar_plan(*, actor: Actor, reloj: Reloj) -> int:
    """Add what of the seeds is not there yet; answers how many rows. What the town reviewed or opened stays as it is.

    Who: with `contabilidad.abrir`; the installation. Writes: Cuenta, ReglaAsiento, Equivalencia. Emits: contabilidad.plan.implantado, when something
    was added.
    """
    cuentas, reglas, equivalencias = _cuentas(), _reglas(), _equivalencias()
    Cuenta.objects.bulk_create(cuentas)
    ReglaAsiento.objects.bulk_create(reglas)
    Equivalencia.objects.bulk_create(equivalencias)
    cuantas = len(cuentas) + len(reglas) + len(equivalencias)
    if cuantas:
        hecho = PlanImplantado(len(cuentas), len(reglas), len(equivalencias), semillas.huella())
        anotar(CADENA_DEL_PLAN, hecho, actor=actor, reloj=reloj)
    return cuantas


def _cuentas() -> list[Cuenta]:
    hay = set(Cuenta.objects.values_list("codigo", flat=True))
    return [Cuenta(**fila) for fila in semillas.leer("plan.csv") if fila["codigo"] not in hay]


def _reglas() -> list[ReglaAsiento]:
    hay = set(ReglaAsiento.objects.values_list("codigo", flat=True))
    return [
        ReglaAsiento(**fila, desde=semillas.EN_VIGOR)
        for fila in semillas.leer("reglas.csv")
        if fila["codigo"] not in hay
    ]


def _equivalencias() -> list[Equivalencia]:
    hay = set(Equivalencia.objects.values_list("clase", "prefijo"))
    return [
        Equivalencia(
            clase=fila["clase"],
            prefijo=fila["prefijo"],
            cuenta_id=fila["cuenta"],
            nota=fila["nota"],
            desde=semillas.EN_VIGOR,
        )
        for fila in semillas.leer("equivalencias.csv")
        if (fila["clase"], fila["prefijo"]) not in hay
    ]
