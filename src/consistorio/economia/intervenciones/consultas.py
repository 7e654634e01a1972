"""What Intervención looks at before it gives its result on an invoice: the phases of its expense, its conformity, and everything that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.economia.facturas import consultas as facturas
from consistorio.economia.facturas.models import Factura
from consistorio.economia.gasto import control as gasto
from consistorio.economia.intervenciones import control, cosas
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe
from consistorio.servicios.intervencion import comprobaciones
from consistorio.servicios.intervencion.examenes import en_pie
from consistorio.servicios.intervencion.models import Fiscalizacion, Omision
from consistorio.servicios.intervencion.omisiones import de_objeto

POR_PAGINA = 50
ANTERIORES = ("D", "AD", "A", "RC")
INVERSIONES = "6"  # chapter of the real investments
Estado = Fiscalizacion.Estado


@dato
class FacturaPorVer:
    """An invoice that waits for Intervención: the operation that it may follow, the one that is proposed, and what is wrong."""

    factura: Factura
    lineas: tuple[LineaOperacion, ...]
    propuesta: LineaOperacion | None
    problemas: tuple[str, ...]
    resultado: Fiscalizacion | None
    omision: Omision | None

    @property
    def lista(self) -> bool:
        """Whether it may be recognised with others, as it is proposed."""
        return self.propuesta is not None and not self.problemas


def por_intervenir(actor: Actor, *, en: date, tras: Factura | None = None, limite: int = POR_PAGINA) -> list[Factura]:
    """The conformed invoices that wait for their obligation, the oldest first."""
    suyas = facturas.visibles_para(actor, en=en).filter(estado=Factura.Estado.CONFORMADA)
    if tras is not None:
        suyas = suyas.filter(Q(entrada_el__gt=tras.entrada_el) | Q(entrada_el=tras.entrada_el, id__gt=tras.id))
    return list(suyas.select_related("unidad", "emisor", "expediente", "entrega").order_by("entrada_el", "id")[:limite])


def para_intervenir(factura: Factura, *, en: date) -> FacturaPorVer:
    """What Intervención looks at of an invoice."""
    lineas = tuple(lineas_posibles(factura, en=en))
    propuesta = next((linea for linea in lineas if linea.saldo >= factura.obligado and _cierra(linea)), None)
    problemas = problemas_de(factura, en=en)
    aplicacion = propuesta.aplicacion if propuesta is not None else None
    falta = falta_comprobar(factura, aplicacion.economica if aplicacion is not None else "", en=en)
    problemas += [falta] if falta else []
    return FacturaPorVer(
        factura,
        lineas,
        propuesta,
        tuple(problemas),
        resultado_que_vale(factura),
        de_objeto([factura.referencia]),
    )


def lineas_posibles(factura: Factura, *, en: date) -> Sequence[LineaOperacion]:
    """What is left of earlier phases with who sent an invoice, or of its case: what commits first, and of those the one of its case."""
    de_quien = Q(operacion__tercero_id=factura.emisor.persona_id) if factura.emisor is not None else Q(pk__in=[])
    del_caso = Q(operacion__expediente_id=factura.expediente_id) if factura.expediente_id is not None else Q(pk__in=[])
    halladas = (
        LineaOperacion.objects.filter(
            de_quien | del_caso,
            operacion__ejercicio_id=en.year,
            operacion__libro=Operacion.Libro.GASTO,
            operacion__clase__in=ANTERIORES,
            operacion__signo=1,
            saldo__gt=0,
        )
        .select_related("operacion", "aplicacion")
        .order_by("operacion__fecha", "id")[:100]
    )
    orden = {clase: n for n, clase in enumerate(ANTERIORES)}

    def lugar(linea: LineaOperacion) -> tuple[bool, int]:
        ajena = factura.expediente_id is None or linea.operacion.expediente_id != factura.expediente_id
        return (ajena, min(orden[linea.operacion.clase], 1 if "D" in linea.operacion.clase else 9))

    return sorted(halladas, key=lugar)


def _cierra(linea: LineaOperacion) -> bool:
    return "D" in linea.operacion.clase


def tramo(origen: LineaOperacion | None) -> str:
    """Which stretch of the phases recognises the obligation after an earlier line."""
    if origen is None or not set(origen.operacion.clase) & {"A", "D"} or origen.operacion.clase == "RC":
        return "ADO"
    return "O" if origen.operacion.clase.endswith("D") else "DO"


def problemas_de(factura: Factura, *, en: date, con_reparo: bool = False) -> list[str]:
    """Everything that keeps the obligation of an invoice from being recognised, in words. `con_reparo`: only what keeps Intervención from objecting."""
    motivos = []
    if factura.estado != Factura.Estado.CONFORMADA:
        motivos.append(_("La factura no está conformada: %(e)s.") % {"e": factura.get_estado_display()})
    if (sin_firmar := _sin_firmar(factura)) is not None:
        motivos.append(_("Falta firmar el resultado de Intervención (%(e)s).") % {"e": sin_firmar.get_estado_display()})
    if factura.obligado <= 0:
        motivos.append(_("La factura no dice cuánto se debe."))
    if espera := control.por_que_espera([factura.referencia]):
        motivos.append(espera)
    if con_reparo:
        return motivos
    if factura.conformidad_id is not None and factura.conformidad_firmada_el is None:
        motivos.append(_("Falta firmar el documento de conformidad: está en el portafirmas de quien la conformó."))
    if factura.emisor is None:
        motivos.append(_("No consta quién expidió la factura: dígalo antes."))
    if factura.anulacion == Factura.Anulacion.SOLICITADA:
        motivos.append(_("Quien la presentó ha pedido anularla: conteste antes."))
    return motivos


def _sin_firmar(factura: Factura) -> Fiscalizacion | None:
    return en_pie([factura.referencia]).filter(estado=Estado.EN_FIRMA).first()


def resultado_que_vale(factura: Factura) -> Fiscalizacion | None:
    """The result of Intervención on its obligation that still counts: right, or with a reparo that does not suspend or was lifted."""
    vale = (Estado.FAVORABLE, Estado.OBSERVACIONES, Estado.LEVANTADO, Estado.REPARO)
    una = en_pie([factura.referencia]).filter(clase="obligacion", estado__in=vale).first()
    return una if una is not None and not control.por_que_espera([factura.referencia]) else None


def sin_control_previo(factura: Factura, origen_id: UUID | None) -> bool:
    """Whether nobody fiscalised the expense of an invoice: nothing was committed before, its case was not examined, and no omission was settled."""
    origen = LineaOperacion.objects.select_related("operacion").filter(id=origen_id).first() if origen_id else None
    if not tramo(origen).startswith("A"):
        return False
    omision = de_objeto([factura.referencia])
    if omision is not None and omision.estado == Omision.Estado.CONTINUA:
        return False
    caso = factura.expediente
    return caso is None or bool(gasto.por_que_no_se_compromete(caso, factura.obligado))


def devengado_de(factura: Factura) -> LineaOperacion | None:
    """What is left in 413 of an invoice that nobody fiscalised, once it was settled: its obligation is applied to it."""
    omision = de_objeto([factura.referencia])
    if omision is None or omision.devengo_id is None or omision.estado != Omision.Estado.CONTINUA:
        return None
    suyas = LineaOperacion.objects.select_related("aplicacion", "operacion").filter(operacion_id=omision.devengo_id)
    return suyas.filter(saldo__gt=0).order_by("orden").first()


def falta_comprobar(factura: Factura, economica: str, *, en: date) -> str:
    """In words, what is missing of the material check of what an invoice pays; "" when nothing is."""
    objetos = [factura.referencia]
    objetos += [f"expediente:{factura.expediente_id}"] if factura.expediente_id is not None else []
    cosa = cosas.de_factura(factura)
    de_inversion = economica.startswith(INVERSIONES)
    return comprobaciones.falta_comprobar(objetos, cosa.sin_iva, de_inversion=de_inversion, en=en)


def queda_en(linea: LineaOperacion) -> str:
    """What is left of a line, in words."""
    aplicacion = linea.aplicacion.codigo if linea.aplicacion is not None else ""
    return _("%(o)s, %(a)s: quedan %(q)s") % {"o": linea.operacion, "a": aplicacion, "q": Importe(linea.saldo)}


def sin_resultado(anio: int, *, limite: int = POR_PAGINA) -> list[Operacion]:
    """The obligations of a year of which something is left to pay and that have no result of Intervención, the oldest first: those of invoices aside."""
    con = Fiscalizacion.objects.filter(clase="obligacion", objeto__startswith="operacion:").exclude(
        estado__in=[Estado.SIN_FIRMAR, Estado.REHECHA, Estado.SIN_GASTO]
    )
    examinadas = {UUID(objeto.partition(":")[2]) for objeto in con.values_list("objeto", flat=True)}
    con_factura = Factura.objects.filter(operacion_o_id__isnull=False).values("operacion_o_id")
    vivas = LineaOperacion.objects.filter(saldo__gt=0).values("operacion_id")
    return list(
        Operacion.objects.filter(
            ejercicio_id=anio, libro=Operacion.Libro.GASTO, signo=1, clase__in=["O", "DO", "ADO"], id__in=vivas
        )
        .exclude(id__in=examinadas)
        .exclude(id__in=con_factura)
        .select_related("tercero")
        .order_by("fecha", "id")[:limite]
    )


def sin_pago_intervenido(anio: int, *, limite: int = POR_PAGINA) -> list[Operacion]:
    """The obligations of a year of which something is left to pay and whose payment was not looked at apart, the oldest first."""
    con = Fiscalizacion.objects.filter(clase="pago", objeto__startswith="operacion:").exclude(
        estado__in=[Estado.SIN_FIRMAR, Estado.REHECHA, Estado.SIN_GASTO]
    )
    vistas = {UUID(objeto.partition(":")[2]) for objeto in con.values_list("objeto", flat=True)}
    vivas = LineaOperacion.objects.filter(saldo__gt=0).values("operacion_id")
    return list(
        Operacion.objects.filter(
            ejercicio_id=anio, libro=Operacion.Libro.GASTO, signo=1, clase__in=["O", "DO", "ADO"], id__in=vivas
        )
        .exclude(id__in=vistas)
        .select_related("tercero")
        .order_by("fecha", "id")[:limite]
    )
