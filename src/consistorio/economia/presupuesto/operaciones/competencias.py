"""The organs that approve each kind of modification, by amount and since a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import limites, reglas
from consistorio.economia.presupuesto.competencias import Competencia, en_vigor
from consistorio.economia.presupuesto.eventos import OrganosFijados
from consistorio.economia.presupuesto.models import ModificacionCredito, OrganoDeModificacion
from consistorio.economia.presupuesto.operaciones.a_la_vez import de_uno_solo
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar


def competencias(tipo: str, *, en: date) -> list[Competencia]:
    """What the bases say of a kind on a day."""
    filas = OrganoDeModificacion.objects.filter(tipo=tipo)
    return en_vigor((Competencia(f.tipo, f.organo, f.hasta, f.desde, f.por_uno) for f in filas), tipo, en=en)


def basta_uno(tipo: str, *, en: date) -> bool:
    """Whether the bases let one person take all the steps of a kind on a day: they do not unless they say it."""
    return any(una.por_uno for una in competencias(tipo, en=en))


def fijar_organos(
    tipo: str,
    desde: date,
    hasta: Mapping[str, Decimal | None],
    documento_id: UUID | None,
    *,
    por_uno: bool = False,
    actor: Actor,
    reloj: Reloj,
) -> list[OrganoDeModificacion]:
    """Say who approves a kind since a day and up to how much each, in euros, None without a limit; `por_uno`: and that one person may take all the steps of it. Writes: OrganoDeModificacion. Emits: presupuesto.organos. Raises
    DatosIncorrectos with every problem: the law does not let an organ, nobody is left without a limit, the day has its own already; Conflicto (somebody else
    said it meanwhile)."""
    exigir_transaccion()
    problemas = list[Problema]()
    legales = limites.TIPOS[tipo].organos if tipo in limites.TIPOS else ()
    if not legales:
        problemas.append(Problema("tipo", _("Elija una clase de modificación.")))
    for organo, importe in hasta.items():
        if organo not in ModificacionCredito.Organo.values or (legales and organo not in legales):
            mensaje = _("La ley no deja que la apruebe ese órgano (%(art)s).")
            articulo = limites.TIPOS[tipo].articulo if legales else "TRLRHL 177-182"
            problemas.append(Problema(organo, mensaje % {"art": articulo}))
        if importe is not None and not reglas.importe_bien(importe):
            problemas.append(Problema(organo, _("El importe son euros y céntimos, y mayor que cero.")))
    if not hasta:
        problemas.append(Problema("organos", _("Diga al menos quién la aprueba.")))
    elif None not in hasta.values():
        problemas.append(Problema("organos", _("Alguno tiene que aprobarla sin límite de importe.")))
    if documento_id is None:
        problemas.append(Problema("documento", _("Elija el documento de las bases que lo dice.")))
    if OrganoDeModificacion.objects.filter(tipo=tipo, desde=desde).exists():
        problemas.append(Problema("desde", _("Desde ese día ya está dicho quién la aprueba.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha cambiado quién aprueba."), problemas=problemas)
    nuevas = [
        OrganoDeModificacion(
            tipo=tipo,
            organo=organo,
            hasta=reglas.en_centimos(importe) if importe is not None else None,
            desde=desde,
            por_uno=por_uno,
            documento_id=documento_id,
        )
        for organo, importe in hasta.items()
    ]
    with de_uno_solo(_("Otra persona ha dicho mientras tanto quién la aprueba.")):
        filas = OrganoDeModificacion.objects.bulk_create(nuevas)
    hecho = OrganosFijados(tipo, desde, tuple(hasta), documento_id)
    anotar(cadena(desde.year), hecho, actor=actor, reloj=reloj, filas=filas)
    return filas
