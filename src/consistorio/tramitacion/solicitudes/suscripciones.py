"""What becomes of the entries of the registry, told by facts: they wait in a unit, move with it, and end in a case."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from consistorio.documental.registro.eventos import AsientoPracticado
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tipos import LibroCodigo
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito, suscrito_a_varios
from consistorio.plataforma.cola.operaciones import encolar_varios
from consistorio.tramitacion.solicitudes.models import Reparto

EN_UN_CASO = {
    "solicitud.presentada": Reparto.Estado.ABIERTO,
    "solicitud.aportacion.presentada": Reparto.Estado.UNIDO,
}


@suscrito("registro.asiento.practicado")
def al_asentar(hecho: HechoAnotado) -> None:
    """Every entry waits in its unit from the moment it is filed."""
    asiento = hecho.hecho
    if isinstance(asiento, AsientoPracticado) and asiento.libro == LibroCodigo.ENTRADA:
        Reparto.objects.create(
            asiento_id=asiento.asiento_id, unidad_id=asiento.unidad_id, llegada=asiento.registrado_el
        )


@suscrito("registro.asiento.redirigido")
def al_redirigir(hecho: HechoAnotado) -> None:
    """What nobody has taken yet moves to the inbox of the other unit."""
    _pendiente(hecho).update(unidad_id=_uuid(hecho, "a_unidad_id"))


@suscrito("registro.asiento.anulado")
def al_anular(hecho: HechoAnotado) -> None:
    """An annulled entry waits for nobody."""
    _pendiente(hecho).update(estado=Reparto.Estado.ANULADO, repartido_el=hecho.momento)


@suscrito("concejales.peticion.presentada")
def al_atenderse_aparte(hecho: HechoAnotado) -> None:
    """What a councillor asks waits in the list of those who resolve it, and in no inbox."""
    _pendiente(hecho).update(estado=Reparto.Estado.ATENDIDO, repartido_el=hecho.momento)


@suscrito(*EN_UN_CASO)
def al_entrar_en_un_caso(hecho: HechoAnotado) -> None:
    """It is in a case: it leaves the inbox, and its receipt follows it."""
    _pendiente(hecho).update(
        estado=EN_UN_CASO[hecho.tipo], expediente_id=_uuid(hecho, "expediente_id"), repartido_el=hecho.momento
    )
    _que_siga_el_justificante(_uuid(hecho, "asiento_id"))


@suscrito_a_varios("registro.justificante.emitido")
def al_emitir_justificantes(hechos: Sequence[HechoAnotado]) -> None:
    """They go to the cases of their entries, where there are; an exit opens none."""
    emitidos = [_uuid(hecho, "asiento_id") for hecho in hechos]
    entradas = set(Asiento.objects.filter(id__in=emitidos, libro=LibroCodigo.ENTRADA).values_list("id", flat=True))
    _que_siga_el_justificante(*(asiento_id for asiento_id in emitidos if asiento_id in entradas))


def _que_siga_el_justificante(*asientos: UUID) -> None:
    """By a job each, because the case is locked before the registry. The receipt and the case each ask for it, whichever comes
    last: neither sees the other while both are being written, and the job that finds only one of them does nothing."""
    encolar_varios("solicitudes.incorporar_justificante", [("", {"asiento_id": asiento_id}) for asiento_id in asientos])


def _pendiente(hecho: HechoAnotado) -> QuerySet[Reparto]:
    return Reparto.objects.filter(asiento_id=_uuid(hecho, "asiento_id"), estado=Reparto.Estado.PENDIENTE)


def _uuid(hecho: HechoAnotado, campo: str) -> UUID:
    return UUID(str(hecho.datos[campo]))
