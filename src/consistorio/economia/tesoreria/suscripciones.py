"""What this room does on facts of others: of the signatures it enqueues, so that locks are always taken in the order of the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.documental.firma.models import PasoFirma
from consistorio.economia.tesoreria import en_su_lista
from consistorio.economia.tesoreria.documentos import ARQUEO, RELACION, exigir_personas_distintas
from consistorio.economia.tesoreria.models import LineaDePago, RelacionDePagos
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito, suscrito_a_varios
from consistorio.plataforma.cola.operaciones import encolar

LISTAS_QUE_SE_NOMBRAN: Final = 5


@suscrito("firma.circuito.completado", "firma.circuito.devuelto")
def circuito_terminado(hecho: HechoAnotado) -> None:
    """A list of payments or an act of arqueo was signed, or came back."""
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == RELACION:
        encolar("tesoreria.recoger_relacion", relacion_id=identificador)
    elif clase == ARQUEO:
        encolar("tesoreria.recoger_arqueo", arqueo_id=identificador)


@suscrito_a_varios("firma.paso.firmado")
def firmado_por_otra_persona(hechos: Sequence[HechoAnotado]) -> None:
    """The three signatures of a list of payments, or of an act of arqueo, are of three people, whoever substitutes whom (RD 424/2017 23, TRLRHL 186: who orders, who intervenes and who
    pays). Raises Conflicto, in the transaction of who signs twice."""
    circuitos = {UUID(str(hecho.datos["circuito_id"])) for hecho in hechos}
    firmas = PasoFirma.objects.filter(
        Q(circuito__referencia__startswith=f"{RELACION}:") | Q(circuito__referencia__startswith=f"{ARQUEO}:"),
        circuito__in=circuitos,
        estado=PasoFirma.Estado.FIRMADO,
    )
    exigir_personas_distintas(firmas.values_list("circuito_id", "firmante_id"))


@suscrito("cierre.ejercicio.reabierto")
def ejercicio_reabierto(hecho: HechoAnotado) -> None:
    """What a closed year left unpaid is in no list when that year is opened again. Raises Conflicto, in the transaction that opens it, with the lists that wait."""
    anio = int(str(hecho.datos["anio"]))
    _exigir_sin_listas(
        anio, LineaDePago.objects.filter(viva=True, cerrado__ejercicio__gt=anio, cerrado__anio__lte=anio)
    )


@suscrito("presupuesto.recuperado")
def pendiente_recuperado(hecho: HechoAnotado) -> None:
    """What went back to its year is in no list. Raises Conflicto, in the transaction of what changed it, with the lists that wait."""
    anio = int(str(hecho.datos["anio"]))
    suyas = LineaDePago.objects.filter(viva=True, cerrado__ejercicio__gt=anio, cerrado__vigente=False)
    _exigir_sin_listas(anio, suyas)


def _exigir_sin_listas(anio: int, lineas: QuerySet[LineaDePago]) -> None:
    listas = RelacionDePagos.objects.filter(id__in=lineas.values("relacion")).order_by("ejercicio", "numero")
    if cuales := ", ".join(str(una) for una in listas[:LISTAS_QUE_SE_NOMBRAN]):
        mensaje = _("Hay relaciones con pagos de lo que dejó pendiente %(anio)d, sin pagar todavía: %(cuales)s.")
        que_hacer = _("Páguelas, o retírelas, antes de cambiar lo que se debe.")
        raise Conflicto(mensaje % {"anio": anio, "cuales": cuales}, que_hacer=que_hacer)


@suscrito("presupuesto.pago.hecho", "presupuesto.devolucion", "presupuesto.cerrado", "presupuesto.no_presupuestario")
def pagado_aparte(hecho: HechoAnotado) -> None:
    """What waits in a list is paid with it alone: any other door raises Conflicto, in its transaction."""
    en_su_lista.exigir_fuera_de_listas(UUID(str(hecho.datos["operacion_id"])))


@suscrito("presupuesto.corregido")
def corregido(hecho: HechoAnotado) -> None:
    """What waits in a list is not corrected; a payment that a list noted goes back to it, unless it was made and its money came back. Raises Conflicto, in the transaction of the correction."""
    reintegro = bool(hecho.datos.get("reintegro"))
    en_su_lista.al_corregir(
        UUID(str(hecho.datos["operacion_id"])), reintegro=reintegro, actor=hecho.actor, reloj=hecho.reloj
    )
