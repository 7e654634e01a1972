"""Draw up an act of arqueo, which three people sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.tesoreria.arqueos import Diferencia, Situacion, ensayar
from consistorio.economia.tesoreria.documentos import ARQUEO, FIRMAN_ARQUEO, firmado_por_tres
from consistorio.economia.tesoreria.eventos import ArqueoLevantado, cadena
from consistorio.economia.tesoreria.models import Arqueo, LineaDeArqueo, Ordinal
from consistorio.economia.tesoreria.permisos import ARQUEO as LEVANTAR
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 196.1 y 198; Orden HAP/1781/2013"


@accion("tesoreria.arqueo.levantado", permiso=LEVANTAR, norma=NORMA)
def levantar_arqueo(*, actor: Actor, hasta: date, reloj: Reloj) -> Arqueo:
    """Draw up the act of the days since the last one until `hasta`, included, with every ordinal that served in them, and send it to be signed.

    Who: with `tesoreria.arqueo`. Writes: Documento, Arqueo, LineaDeArqueo, the circuit. Emits: tesoreria.arqueo.levantado. Raises DatosIncorrectos with every problem (the
    day, ordinals whose statements do not reach it or that do not square), Conflicto (there is one of that day or of a later one), NoEncontrado (nobody holds a post).
    """
    sabido = reloj.ahora()
    visto = ensayar(hasta, sabido=sabido, hoy=hoy(reloj), bloquear=True)
    if visto.problemas:
        raise DatosIncorrectos(_("El acta de arqueo no se ha levantado."), problemas=visto.problemas)
    desde, situaciones = visto.desde, visto.situaciones
    identificador = uuid7()
    documento = _documento(identificador, desde, hasta, situaciones, actor=actor, reloj=reloj)
    arqueo, lineas = _escrito(identificador, desde, hasta, situaciones, documento, sabido, actor)
    hecho = ArqueoLevantado(arqueo.id, documento.id, desde, hasta, len(lineas))
    anotar(cadena(hasta.year), hecho, actor=actor, reloj=reloj, filas=[arqueo, *lineas])
    return arqueo


def _escrito(
    identificador: UUID,
    desde: date,
    hasta: date,
    situaciones: Sequence[tuple[Ordinal, Situacion]],
    documento: Documento,
    sabido: datetime,
    actor: Actor,
) -> tuple[Arqueo, list[LineaDeArqueo]]:
    arqueo = Arqueo.objects.create(
        id=identificador,
        ejercicio_id=hasta.year,
        desde=desde,
        hasta=hasta,
        documento=documento,
        hecho_el=sabido,
        hecho_por=actor.id,
    )
    lineas = [
        LineaDeArqueo(
            id=uuid7(),
            arqueo=arqueo,
            ordinal=ordinal,
            anterior=situacion.estado.anterior,
            cobros=situacion.estado.cobros,
            pagos=situacion.estado.pagos,
            existencias=situacion.estado.existencias,
            banco=situacion.estado.banco,
            cobros_sin_contabilizar=situacion.estado.cobros_sin_contabilizar,
            pagos_sin_contabilizar=situacion.estado.pagos_sin_contabilizar,
            cobros_sin_banco=situacion.estado.cobros_sin_banco,
            pagos_sin_banco=situacion.estado.pagos_sin_banco,
        )
        for ordinal, situacion in situaciones
    ]
    LineaDeArqueo.objects.bulk_create(lineas)
    return arqueo, lineas


def _documento(
    identificador: UUID,
    desde: date,
    hasta: date,
    situaciones: Sequence[tuple[Ordinal, Situacion]],
    *,
    actor: Actor,
    reloj: Reloj,
) -> Documento:
    total = sum((situacion.estado.existencias for _ordinal, situacion in situaciones), CERO)
    periodo = _("Del %(desde)s al %(hasta)s") % {"desde": f"{desde:%d/%m/%Y}", "hasta": f"{hasta:%d/%m/%Y}"}
    return firmado_por_tres(
        "arqueo",
        {
            "periodo": periodo,
            "total": str(Importe(total)),
            "ordinales": [_en_palabras(ordinal, situacion) for ordinal, situacion in situaciones],
        },
        titulo=_("Acta de arqueo hasta el %(dia)s") % {"dia": f"{hasta:%d/%m/%Y}"},
        tipo_documental="TD10",
        nombre=f"acta-de-arqueo-{hasta}.pdf",
        referencia=f"{ARQUEO}:{identificador}",
        firman=FIRMAN_ARQUEO,
        actor=actor,
        reloj=reloj,
    )


def _en_palabras(ordinal: Ordinal, situacion: Situacion) -> dict[str, object]:
    estado = situacion.estado

    def euros(importe: Decimal) -> str:
        return str(Importe(importe))

    dicho: dict[str, object] = {
        "nombre": str(ordinal),
        "anterior": euros(estado.anterior),
        "cobros": euros(estado.cobros),
        "pagos": euros(estado.pagos),
        "existencias": euros(estado.existencias),
    }
    if estado.banco is None:
        return dicho
    return {
        **dicho,
        "banco": euros(estado.banco),
        "cobros_sin_contabilizar": euros(estado.cobros_sin_contabilizar),
        "pagos_sin_contabilizar": euros(estado.pagos_sin_contabilizar),
        "cobros_sin_banco": euros(estado.cobros_sin_banco),
        "pagos_sin_banco": euros(estado.pagos_sin_banco),
        "diferencias": [_diferencia(una) for una in situacion.diferencias],
    }


def _diferencia(una: Diferencia) -> dict[str, object]:
    lado = (
        _("Está en el banco y no en la contabilidad") if una.en_banco else _("Está en la contabilidad y no en el banco")
    )
    return {"fecha": f"{una.fecha:%d/%m/%Y}", "lado": lado, "importe": str(Importe(una.importe))}
