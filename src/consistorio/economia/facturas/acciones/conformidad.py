"""The way of an invoice through its unit: sent, given back, conformed, rejected."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.facturas import eventos, operaciones, reglas
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.models import Factura, PasoFactura
from consistorio.economia.facturas.permisos import CONFORMAR, RECHAZAR, REGISTRAR
from consistorio.economia.facturas.responsables import responde_por
from consistorio.economia.terceros.acceso import tercero_para
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.organizacion.consultas import vigente
from consistorio.plataforma.organizacion.models import Unidad

MAXIMO_TEXTO = 2000


@accion("facturas.factura.remitida", permiso=REGISTRAR, norma="Ley 25/2013 art. 9.2")
def remitir(*, actor: Actor, factura_id: UUID, unidad_id: UUID, reloj: Reloj) -> Factura:
    """Send an invoice to the unit that has to conform it, or to another one while nobody did.

    Who: `facturas.registrar`. Writes: Factura, PasoFactura. Emits: facturas.factura.remitida.
    Raises NoEncontrado, DatosIncorrectos (no such unit today), FaseIncompatible.
    """
    factura = factura_para(actor, factura_id, motivo=REGISTRAR, reloj=reloj, bloquear=True)
    unidad = Unidad.objects.filter(vigente(hoy(reloj)), id=unidad_id).first()
    if unidad is None:
        mensaje = _("Elija una unidad que exista hoy.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("unidad", mensaje)])
    operaciones.exigir(factura, Factura.Estado.ANOTADA, Factura.Estado.REMITIDA)
    operaciones.remitir(factura, unidad, actor=actor, reloj=reloj)
    return factura


@accion("facturas.emisor.identificado", permiso=REGISTRAR, norma="RD 1619/2012 art. 6.1; TRLRHL art. 187")
def identificar_emisor(*, actor: Actor, factura_id: UUID, tercero_id: UUID, reloj: Reloj) -> Factura:
    """Say who sent an invoice whose number is not Spanish or is not understood: the ficha of a third party. What the invoice says stays.

    Who: `facturas.registrar`, who may see fichas too. Writes: Factura, PasoFactura. Emits: facturas.emisor.identificado.
    Raises NoEncontrado, FaseIncompatible (it is known already, or the invoice ended).
    """
    factura = factura_para(actor, factura_id, motivo=REGISTRAR, reloj=reloj, bloquear=True)
    tercero = tercero_para(actor, tercero_id, motivo=REGISTRAR)
    operaciones.exigir(factura, Factura.Estado.ANOTADA, Factura.Estado.REMITIDA)
    if factura.emisor_id is not None:
        raise FaseIncompatible(_("Ya se sabe quién expidió esta factura."))
    factura.emisor = tercero
    hecho = eventos.EmisorIdentificado(factura.id, tercero.id)
    operaciones.dar_paso(factura, PasoFactura.Clase.IDENTIFICADA, hecho, ["emisor"], actor=actor, reloj=reloj)
    return factura


@accion("facturas.factura.devuelta", permiso=CONFORMAR, norma="Ley 25/2013 art. 9.2")
def devolver(*, actor: Actor, factura_id: UUID, texto: str, reloj: Reloj) -> Factura:
    """Give back to the accounting office an invoice that is not of one's unit, and say why.

    Who: whoever answers for its unit today. Writes: Factura, PasoFactura. Emits: facturas.factura.devuelta.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos, FaseIncompatible.
    """
    factura, unidad = _de_su_unidad(actor, factura_id, reloj)
    dicho = _texto(texto, _("Diga por qué no es de su unidad y, si lo sabe, de cuál es."))
    operaciones.exigir(factura, Factura.Estado.REMITIDA)
    factura.estado, factura.unidad, factura.remitida_el = Factura.Estado.ANOTADA, None, None
    operaciones.dar_paso(
        factura,
        PasoFactura.Clase.DEVUELTA,
        eventos.FacturaDevuelta(factura.id, unidad.id),
        ["estado", "unidad", "remitida_el"],
        texto=dicho,
        unidad=unidad,
        actor=actor,
        reloj=reloj,
    )
    return factura


@accion(
    "facturas.factura.conformada",
    "facturas.hallazgos.asumidos",
    permiso=CONFORMAR,
    norma="LCSP arts. 198.4 y 210.4; Ley 25/2013 art. 9.2",
)
def conformar(*, actor: Actor, factura_id: UUID, observaciones: str, a_pesar: str = "", reloj: Reloj) -> Factura:
    """Say that what is invoiced was received as agreed: the term to pay begins. With remarks, if there are any. `a_pesar`: why, in spite of what was found in it.

    Who: whoever answers for its unit today, or substitutes them. Writes: Factura, PasoFactura. Emits: facturas.factura.conformada, facturas.hallazgos.asumidos.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (too long; it has no amount; what was found stops it), Conflicto (the same one is conformed already), FaseIncompatible (not waiting; somebody asked to cancel it).
    """
    factura, unidad = _de_su_unidad(actor, factura_id, reloj)
    if len(observaciones) > MAXIMO_TEXTO:
        raise DatosIncorrectos(
            _("Las observaciones son demasiado largas."),
            problemas=[Problema("observaciones", _("Escriba como mucho 2000 letras."))],
        )
    operaciones.exigir(factura, Factura.Estado.REMITIDA)
    operaciones.exigir_sin_anulacion(factura)
    if factura.total is None or factura.emisor_id is None:
        raise DatosIncorrectos(
            _("La factura no dice cuánto se debe o a quién."),
            problemas=[Problema("", _("Rechácela, o pida a la oficina contable que identifique a quien la expide."))],
        )
    operaciones.asumir(factura, a_pesar, actor=actor, reloj=reloj)
    campos = operaciones.pasar(factura, Factura.Estado.CONFORMADA, conformada_el=reloj.ahora())
    hecho = eventos.FacturaConformada(factura.id, unidad.id, f"{factura.total:.2f}")
    operaciones.dar_paso(
        factura,
        PasoFactura.Clase.CONFORMADA,
        hecho,
        campos,
        texto=observaciones.strip(),
        unidad=unidad,
        actor=actor,
        reloj=reloj,
    )
    return factura


@accion("facturas.factura.rechazada", permiso=CONFORMAR, norma="Ley 25/2013 art. 9; RD 1619/2012 art. 6; LCSP art. 210")
def rechazar(*, actor: Actor, factura_id: UUID, motivo: str, texto: str, reloj: Reloj) -> Factura:
    """Reject an invoice for one of the legal reasons, in words for who sent it. What was recognised already is not rejected.

    `motivo`: a code of `reglas.motivos`. Who: whoever answers for its unit, or the accounting office (`facturas.rechazar` as well).
    Writes: Factura, PasoFactura. Emits: facturas.factura.rechazada. Raises NoEncontrado, NoPermitido, DatosIncorrectos, FaseIncompatible.
    """
    factura = factura_para(actor, factura_id, motivo=RECHAZAR, reloj=reloj, bloquear=True)
    if not actor.puede(RECHAZAR):
        exigir_responsable(actor, factura, reloj)
    problemas = []
    if motivo not in reglas.motivos():
        problemas.append(Problema("motivo", _("Elija uno de los motivos de rechazo.")))
    if not texto.strip() or len(texto) > MAXIMO_TEXTO:
        problemas.append(Problema("texto", _("Explique qué tiene que corregir, en 2000 letras como mucho.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha rechazado la factura."), problemas=problemas)
    operaciones.soltar_conformidad(factura, actor=actor, reloj=reloj)
    campos = operaciones.pasar(factura, Factura.Estado.RECHAZADA, motivo=motivo, terminada_el=reloj.ahora())
    operaciones.dar_paso(
        factura,
        PasoFactura.Clase.RECHAZADA,
        eventos.FacturaRechazada(factura.id, motivo),
        campos,
        texto=texto.strip(),
        motivo=motivo,
        unidad=factura.unidad,
        actor=actor,
        reloj=reloj,
    )
    return factura


def exigir_responsable(actor: Actor, factura: Factura, reloj: Reloj) -> Unidad:
    """The unit of an invoice, for whoever answers for it today. Raises NoPermitido."""
    if factura.unidad is None or not responde_por(actor, factura.unidad, en=hoy(reloj)):
        raise NoPermitido(
            _("Esta factura no es de una unidad que usted dirija."),
            que_hacer=_("La conforma quien dirige esa unidad o quien le suple hoy."),
        )
    return factura.unidad


def _de_su_unidad(actor: Actor, factura_id: UUID, reloj: Reloj) -> tuple[Factura, Unidad]:
    factura = factura_para(actor, factura_id, motivo=CONFORMAR, reloj=reloj, bloquear=True)
    return factura, exigir_responsable(actor, factura, reloj)


def _texto(texto: str, mensaje: str) -> str:
    dicho = texto.strip()
    if not dicho or len(dicho) > MAXIMO_TEXTO:
        raise DatosIncorrectos(mensaje, problemas=[Problema("texto", mensaje)])
    return dicho
