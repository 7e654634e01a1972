"""What becomes of a reparo to an obligation or a payment: mended, or a discrepancy that the president or the Pleno settles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.servicios.intervencion import examenes, reglas
from consistorio.servicios.intervencion.acceso import documento_firmado, exigir_a_cargo, reparo_para
from consistorio.servicios.intervencion.escritos import Contenido, escribir
from consistorio.servicios.intervencion.models import EscritoDeControl, Reparo
from consistorio.servicios.intervencion.permisos import CONTESTAR, RESOLVER

NORMA = "TRLRHL arts. 215 a 218; RD 424/2017 arts. 12 y 15"
Clase = EscritoDeControl.Clase


@accion("intervencion.escrito.en_firma", permiso=CONTESTAR, norma=NORMA)
def aceptar_objecion(*, actor: Actor, reparo_id: UUID, texto: Sequence[str], reloj: Reloj) -> EscritoDeControl:
    """Accept a reparo to an obligation or a payment and say how it is mended; once signed, Intervención examines it again.

    Who: who heads its unit today. Writes: EscritoDeControl, Documento; once signed, Reparo, Fiscalizacion. Emits: intervencion.escrito.en_firma.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (no text), FaseIncompatible.
    """
    reparo = _de_su_unidad(actor, reparo_id, reloj, Reparo.Estado.ABIERTO, Reparo.Estado.CONFIRMADO)
    titulo, falta = _("Aceptación del reparo de Intervención"), _("Escriba cómo se arregla lo que dice el reparo.")
    return _escribir(reparo, Clase.ACEPTACION, titulo, texto, falta, datos={}, actor=actor, reloj=reloj)


@accion("intervencion.escrito.en_firma", permiso=CONTESTAR, norma=NORMA)
def discrepar_de_objecion(
    *, actor: Actor, reparo_id: UUID, texto: Sequence[str], gasto_del_pleno: bool, reloj: Reloj
) -> EscritoDeControl:
    """Not accept a reparo to an obligation or a payment, with the reasons: once signed, the president settles it, or the Pleno when there is no credit or
    `gasto_del_pleno`, because it approves the expense (TRLRHL 217.2).

    Who: who heads its unit today. Writes: EscritoDeControl, Documento; once signed, Reparo. Emits: intervencion.escrito.en_firma. Raises NoEncontrado,
    NoPermitido, DatosIncorrectos (no reasons), FaseIncompatible.
    """
    reparo = _de_su_unidad(actor, reparo_id, reloj, Reparo.Estado.ABIERTO)
    resuelve = reglas.quien_resuelve(reparo.causas, gasto_del_pleno=gasto_del_pleno)
    titulo = _("Discrepancia con el reparo de Intervención")
    falta = _("Escriba por qué no se acepta, con los preceptos en que se apoya.")
    return _escribir(
        reparo, Clase.DISCREPANCIA, titulo, texto, falta, datos={"resuelve": resuelve}, actor=actor, reloj=reloj
    )


@accion("intervencion.escrito.en_firma", permiso=RESOLVER, norma="TRLRHL art. 217.1; RD 424/2017 art. 15")
def resolver_objecion(
    *, actor: Actor, reparo_id: UUID, levanta: bool, texto: Sequence[str], reloj: Reloj
) -> EscritoDeControl:
    """Write how the president settles a discrepancy on an obligation or a payment: the post of the Alcaldía signs it, and no delegate does.

    Who: `intervencion.resolver`. Writes: EscritoDeControl, Documento; once signed, Reparo, Fiscalizacion. Emits: intervencion.escrito.en_firma. Raises
    NoEncontrado, DatosIncorrectos (no reasons; nobody holds the organ), FaseIncompatible (the Pleno settles it).
    """
    reparo = _en_discrepancia(actor, reparo_id, Reparo.Resuelve.PRESIDENCIA, reloj)
    titulo = (
        _("Resolución de la discrepancia: se levanta el reparo")
        if levanta
        else _("Resolución de la discrepancia: se confirma el reparo")
    )
    return _escribir(
        reparo,
        Clase.RESOLUCION,
        titulo,
        texto,
        _("Escriba en qué se funda."),
        datos={"levanta": levanta},
        organos=("alcaldia",),
        actor=actor,
        reloj=reloj,
    )


@accion("intervencion.objecion.contestada", permiso=RESOLVER, norma="TRLRHL art. 217.2; RD 424/2017 art. 15")
def anotar_acuerdo_de_objecion(
    *, actor: Actor, reparo_id: UUID, levanta: bool, documento_id: UUID | None, reloj: Reloj
) -> Reparo:
    """Note how the Pleno settled a discrepancy on an obligation or a payment, with the certificate of its agreement.

    Who: `intervencion.resolver`. Writes: Reparo, Fiscalizacion. Emits: intervencion.objecion.contestada. Raises NoEncontrado, DatosIncorrectos (no
    certificate), FaseIncompatible (the president settles it).
    """
    reparo = _en_discrepancia(actor, reparo_id, Reparo.Resuelve.PLENO, reloj)
    certificado = documento_firmado(documento_id)
    examenes.resolver(reparo, documento_id=certificado, levanta=levanta, actor=actor, reloj=reloj)
    return reparo


def _de_su_unidad(actor: Actor, reparo_id: UUID, reloj: Reloj, *estados: str) -> Reparo:
    reparo_para(actor, reparo_id, motivo=CONTESTAR, reloj=reloj)
    reparo = examenes.bloqueado(reparo_id)
    unidad = reparo.fiscalizacion.unidad
    if unidad is not None:
        exigir_a_cargo(actor, unidad, en=hoy(reloj))
    examenes.exigir_reparo(reparo, *estados)
    return reparo


def _en_discrepancia(actor: Actor, reparo_id: UUID, resuelve: str, reloj: Reloj) -> Reparo:
    reparo_para(actor, reparo_id, motivo=RESOLVER, reloj=reloj)
    reparo = examenes.bloqueado(reparo_id)
    examenes.exigir_reparo(reparo, Reparo.Estado.DISCREPANCIA)
    if reparo.resuelve != resuelve:
        raise FaseIncompatible(
            _("Esta discrepancia la resuelve: %(q)s (TRLRHL artículo 217).") % {"q": reparo.get_resuelve_display()}
        )
    return reparo


def _escribir(
    reparo: Reparo,
    clase: str,
    titulo: str,
    texto: Sequence[str],
    falta: str,
    *,
    datos: Mapping[str, object],
    organos: Sequence[str] = (),
    actor: Actor,
    reloj: Reloj,
) -> EscritoDeControl:
    parrafos = tuple(parrafo.strip() for parrafo in texto if parrafo.strip())
    problemas = reglas.problemas_del_texto(parrafos, falta)
    if problemas:
        raise DatosIncorrectos(problemas[0].mensaje, problemas=problemas)
    suya = reparo.fiscalizacion
    importe = str(Importe(suya.importe)) if suya.importe is not None else ""
    contenido = Contenido(
        titulo=titulo,
        asunto=suya.asunto,
        norma=_("TRLRHL, artículos 215 a 217, y Real Decreto 424/2017, artículos 12 y 15."),
        ficha=((_("Importe"), importe), (_("Reparo de"), f"{reparo.formulado_el:%d/%m/%Y}")),
        secciones=((_("Causas del reparo"), tuple(reparo.causas_en_palabras)), (_("En qué se funda"), parrafos)),
        tipo_documental="TD01" if clase == Clase.RESOLUCION else "TD13",
    )
    return escribir(
        clase,
        contenido,
        sobre=f"reparo:{reparo.id}",
        unidad=suya.unidad,
        organos=organos,
        expediente=suya.expediente,
        datos={**datos, "reparo": str(reparo.id), "texto": list(parrafos)},
        actor=actor,
        reloj=reloj,
    )
