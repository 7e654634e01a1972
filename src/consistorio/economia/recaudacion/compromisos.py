"""Commitments of income (C): noted, fulfilled by rights and annulled, inside somebody's open transaction."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto.models import Clasificacion, LineaOperacion
from consistorio.economia.presupuesto.operaciones.lote import Clasificador
from consistorio.economia.presupuesto.operaciones.pruebas import usado
from consistorio.economia.presupuesto.pruebas import Acreditado, Juntos, registrar_compromisos
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO, importe_bien
from consistorio.economia.recaudacion.eventos import (
    CADENA,
    CompromisoAnotado,
    CompromisoAnulado,
    DerechoDelCompromiso,
)
from consistorio.economia.recaudacion.models import CompromisoCumplido, CompromisoDeIngreso
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Persona

CON_DERECHO = ("DR", "DRI", "DRA")


def comprometer(
    anio: int,
    economica: str,
    persona_id: UUID,
    importe: Decimal,
    texto: str,
    fecha: date,
    documento_id: UUID | None,
    *,
    actor: Actor,
    reloj: Reloj,
) -> CompromisoDeIngreso:
    """Note what somebody is bound to pay, with the document that binds them. Writes: CompromisoDeIngreso. Emits: recaudacion.compromiso. Raises DatosIncorrectos with every
    problem."""
    exigir_transaccion()
    problemas = []
    if not Clasificador.del_anio(anio).tiene(Clasificacion.Clase.INGRESO, economica):
        mensaje = _("El concepto %(c)s no está en la clasificación de ingresos de %(anio)d.")
        problemas.append(Problema("economica", mensaje % {"c": economica, "anio": anio}))
    if not Persona.objects.filter(id=persona_id).exists():
        problemas.append(Problema("persona", _("Diga quién se compromete.")))
    if not importe_bien(importe):
        problemas.append(Problema("importe", _("El importe son euros y céntimos, y mayor que cero.")))
    if not texto.strip() or len(texto) > LARGO_TEXTO:
        problemas.append(
            Problema("texto", _("Escriba a qué se compromete, en %(n)d letras como mucho.") % {"n": LARGO_TEXTO})
        )
    if fecha > hoy(reloj):
        problemas.append(Problema("fecha", _("La fecha no ha llegado: se anota lo que ya ha pasado.")))
    if documento_id is None or not Documento.objects.filter(id=documento_id).exists():
        problemas.append(Problema("documento", _("Añada el convenio o la resolución que lo acredita.")))
    if problemas or documento_id is None:
        raise DatosIncorrectos(_("El compromiso no se ha anotado."), problemas=problemas)
    compromiso = CompromisoDeIngreso.objects.create(
        anio=anio,
        economica=economica,
        persona_id=persona_id,
        texto=texto.strip(),
        fecha=fecha,
        importe=importe.quantize(Decimal("0.01")),
        anulado=Decimal("0.00"),
        documento_id=documento_id,
        anotado_el=reloj.ahora(),
        autor_id=actor.id,
    )
    hecho = CompromisoAnotado(compromiso.id, anio, economica, f"{importe:.2f}", documento_id)
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[compromiso])
    return compromiso


def cumplir(compromiso_id: UUID, linea_id: UUID, *, actor: Actor, reloj: Reloj) -> CompromisoCumplido:
    """Say that a right fulfils a commitment: of its concept, its person and its year or a later one, and not over what is left; with what modifications of credits took
    of one and of the other, not over what it is worth: they are the same money.

    Writes: CompromisoCumplido. Emits: recaudacion.compromiso.cumplido. Raises NoEncontrado, DatosIncorrectos with every problem, Conflicto (the right fulfils one already).
    """
    exigir_transaccion()
    compromiso = _bloqueado(compromiso_id)
    linea = (
        LineaOperacion.objects.select_for_update(of=("self",))
        .select_related("operacion", "concepto")
        .filter(id=linea_id, operacion__clase__in=CON_DERECHO, operacion__signo=1)
        .first()
    )
    if linea is None or linea.concepto is None:
        raise NoEncontrado(_("No encontramos ese derecho."))
    if CompromisoCumplido.objects.filter(linea=linea).exists():
        raise Conflicto(_("Ese derecho ya cumple un compromiso."))
    problemas = []
    if linea.concepto.economica != compromiso.economica:
        problemas.append(Problema("linea", _("El derecho no es del concepto del compromiso.")))
    if linea.operacion.tercero_id not in (None, compromiso.persona_id):
        problemas.append(Problema("linea", _("El derecho es con otra persona.")))
    if linea.operacion.ejercicio_id < compromiso.anio:
        problemas.append(Problema("linea", _("El derecho es de un año anterior al del compromiso.")))
    if linea.importe > (queda := pendiente(compromiso)):
        mensaje = _("Del compromiso quedan %(queda)s, y el derecho es de %(importe)s.")
        dicho = mensaje % {"queda": Importe(queda), "importe": Importe(linea.importe)}
        problemas.append(Problema("linea", dicho))
    vale = compromiso.importe - compromiso.anulado
    if (financia := financiado(compromiso)) and (suyo := usado(linea.id)) and financia + suyo > vale:
        mensaje = _(
            "Los dos financian ya modificaciones de crédito por %(suma)s, y juntos son el mismo dinero: %(vale)s."
        )
        problemas.append(Problema("linea", mensaje % {"suma": Importe(financia + suyo), "vale": Importe(vale)}))
    if problemas:
        raise DatosIncorrectos(_("El derecho no se ha unido al compromiso."), problemas=problemas)
    cumplido = CompromisoCumplido.objects.create(linea=linea, compromiso=compromiso)
    hecho = DerechoDelCompromiso(compromiso.id, linea.id)
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[cumplido])
    return cumplido


def anular(compromiso_id: UUID, importe: Decimal, *, actor: Actor, reloj: Reloj) -> CompromisoDeIngreso:
    """Say that part of a commitment will not come. Writes: CompromisoDeIngreso. Emits: recaudacion.compromiso.anulado. Raises NoEncontrado, DatosIncorrectos (more than what is
    left, or than what finances no modification of credits)."""
    exigir_transaccion()
    compromiso = _bloqueado(compromiso_id)
    queda = pendiente(compromiso)
    libre = compromiso.importe - compromiso.anulado - financiado(compromiso)
    if importe_bien(importe) and libre < importe <= queda:
        mensaje = _("Financia modificaciones de crédito: se anula como mucho lo que no financia, que son %(libre)s.")
        problema = Problema("importe", mensaje % {"libre": Importe(max(libre, Decimal(0)))})
        raise DatosIncorrectos(_("El compromiso no se ha anulado."), problemas=[problema])
    if not importe_bien(importe) or importe > queda:
        mensaje = _("Se anula como mucho lo que queda, que son %(queda)s.") % {"queda": Importe(queda)}
        raise DatosIncorrectos(_("El compromiso no se ha anulado."), problemas=[Problema("importe", mensaje)])
    compromiso.anulado += importe
    compromiso.save(update_fields=["anulado"])
    hecho = CompromisoAnulado(compromiso.id, f"{compromiso.anulado:.2f}")
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[compromiso])
    return compromiso


def cumplido(compromiso: CompromisoDeIngreso) -> Decimal:
    """What rights have fulfilled of it, less what of them was annulled, in euros."""
    lineas = list(compromiso.cumplidos.values_list("linea_id", flat=True))
    suma = LineaOperacion.objects.filter(id__in=lineas).aggregate(s=Sum("importe"))["s"] or Decimal(0)
    bajas = LineaOperacion.objects.filter(origen__in=lineas, operacion__clase="AN").aggregate(s=Sum("importe"))["s"]
    return suma - (bajas or Decimal(0))


def financiado(compromiso: CompromisoDeIngreso) -> Decimal:
    """What modifications of credits in the accounts took of it and of the rights that fulfil it, in euros."""
    lineas = compromiso.cumplidos.values_list("linea_id", flat=True)
    return sum((usado(cual) for cual in (compromiso.id, *lineas)), Decimal(0))


def pendiente(compromiso: CompromisoDeIngreso) -> Decimal:
    """What is left of it, in euros."""
    return compromiso.importe - compromiso.anulado - cumplido(compromiso)


def _bloqueado(compromiso_id: UUID) -> CompromisoDeIngreso:
    """A commitment, with the journal of its year held before: no modification that it finances goes to the accounts meanwhile. Raises NoEncontrado."""
    suyo = CompromisoDeIngreso.objects.filter(id=compromiso_id).first()
    if suyo is None:
        raise NoEncontrado(_("No encontramos ese compromiso."))
    tomar_diario(suyo.anio)
    return CompromisoDeIngreso.objects.select_for_update(of=("self",)).get(id=compromiso_id)


def numerados(anio: int) -> dict[str, CompromisoDeIngreso]:
    """The commitments of a year by how they are called in it: C1, C2, in the order in which they were noted."""
    suyos = CompromisoDeIngreso.objects.filter(anio=anio).order_by("id")
    return {f"C{n}": uno for n, uno in enumerate(suyos, 1)}


def acreditado(compromiso_id: UUID) -> Acreditado | None:
    """What a commitment proves before its right comes, for a modification that it finances: what of it was not annulled."""
    uno = CompromisoDeIngreso.objects.filter(id=compromiso_id).first()
    return Acreditado(uno.anio, uno.economica, uno.importe - uno.anulado, Decimal(0)) if uno is not None else None


def con_sus_derechos(cual: UUID) -> Juntos | None:
    """A commitment with the rights that fulfil it, by its id or by that of one of them; None without rights."""
    union = CompromisoCumplido.objects.filter(Q(linea=cual) | Q(compromiso=cual)).select_related("compromiso").first()
    if union is None:
        return None
    uno = union.compromiso
    ids = {uno.id, *uno.cumplidos.values_list("linea_id", flat=True)}
    return Juntos(frozenset(ids), uno.importe - uno.anulado)


registrar_compromisos(acreditado, con_sus_derechos)
