"""What Intervención looks at before it gives its result on an invoice: the phases of its expense, its conformity, and everything that is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from consistorio.economia.carga.consultas import operaciones_cargadas
from consistorio.economia.facturas import consultas as facturas
from consistorio.economia.facturas import de_antes, hallazgos
from consistorio.economia.facturas.devengos import pendientes_de
from consistorio.economia.facturas.models import Factura
from consistorio.economia.gasto import control as gasto
from consistorio.economia.gasto import reglas as reglas_de_gasto
from consistorio.economia.intervenciones import control, cosas
from consistorio.economia.intervenciones.de_antes import sin_motivo
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.tipos import CERO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe
from consistorio.servicios.intervencion import comprobaciones
from consistorio.servicios.intervencion.comprobaciones import falta_de, importe_que_se_comprueba
from consistorio.servicios.intervencion.esperas import en_palabras, por_que_espera
from consistorio.servicios.intervencion.examenes import SIN_EFECTO, en_pie
from consistorio.servicios.intervencion.limites import limite
from consistorio.servicios.intervencion.models import Comprobacion, Fiscalizacion, Omision, Reparo
from consistorio.servicios.intervencion.omisiones import de_objeto
from consistorio.servicios.intervencion.operaciones import POR_RESOLVER
from consistorio.servicios.intervencion.reglas_de_requisitos import CREDITO, CUMPLE, NO_CUMPLE
from consistorio.servicios.intervencion.requisitos import Hallado

POR_PAGINA = 50
MAXIMO_LINEAS = 1000
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
    # The earlier year of its expense, when why it is recognised now has to be said in its page
    de_anio: int | None = None
    visto: hallazgos.Visto = hallazgos.Visto()

    @property
    def lista(self) -> bool:
        """Whether it may be recognised with others, as it is proposed."""
        return self.propuesta is not None and not self.problemas and self.de_anio is None and not self.visto.detienen


def por_intervenir(actor: Actor, *, en: date, tras: Factura | None = None, limite: int = POR_PAGINA) -> list[Factura]:
    """The conformed invoices that wait for their obligation, the oldest first."""
    suyas = facturas.visibles_para(actor, en=en).filter(estado=Factura.Estado.CONFORMADA)
    if tras is not None:
        suyas = suyas.filter(Q(entrada_el__gt=tras.entrada_el) | Q(entrada_el=tras.entrada_el, id__gt=tras.id))
    return list(suyas.select_related("unidad", "emisor", "expediente", "entrega").order_by("entrada_el", "id")[:limite])


def para_intervenir(factura: Factura, *, en: date) -> FacturaPorVer:
    """What Intervención looks at of an invoice."""
    return para_intervenir_varias([factura], en=en)[0]


def para_intervenir_varias(vistas: Sequence[Factura], *, en: date) -> list[FacturaPorVer]:
    """What Intervención looks at of some invoices, in the same number of queries: what one would take of an operation is not proposed to the next."""
    lineas, sabido = _lineas_de(vistas, en=en), _sabido(vistas, en=en)
    comprometidas = de_antes.comprometidas_desde([una.id for una in lineas if _cierra(una)])
    usado: dict[UUID, Decimal] = {}
    visto = hallazgos.de_varias(vistas)
    hechas = [_vista(factura, lineas, sabido, usado, visto[factura.id]) for factura in vistas]
    return [replace(una, de_anio=_anio_por_explicar(una, comprometidas, en=en)) for una in hechas]


def _anio_por_explicar(vista: FacturaPorVer, comprometidas: Mapping[UUID, int], *, en: date) -> int | None:
    """The earlier year of its expense, unless what it would follow was committed then."""
    anio = de_antes.anio_de(vista.factura)
    desde = comprometidas.get(vista.propuesta.id) if vista.propuesta is not None else None
    return None if anio >= en.year or (desde is not None and desde <= anio) else anio


def falta_decir_por_que(factura: Factura, origen: UUID | None, *, en: date) -> str:
    """In words, that its expense is of an earlier year and that what it follows was not committed then; "" if there is nothing to say."""
    anio = de_antes.anio_de(factura)
    if anio >= en.year:
        return ""
    suya = LineaOperacion.objects.select_related("operacion").filter(id=origen).first() if origen is not None else None
    while suya is not None and not _cierra(suya):
        suya = suya.origen
    desde = de_antes.comprometidas_desde([suya.id]) if suya is not None else {}
    return "" if any(uno <= anio for uno in desde.values()) else sin_motivo(anio, en.year)


@dato
class _Sabido:
    """What the control says of some things, by how it names them."""

    resultados: dict[str, list[Fiscalizacion]]
    omisiones: dict[str, Omision]
    reparos: dict[str, Reparo]
    comprobaciones: dict[str, Comprobacion]
    desde: Decimal


def _sabido(vistas: Sequence[Factura], *, en: date) -> _Sabido:
    objetos = [factura.referencia for factura in vistas]
    casos = [f"expediente:{factura.expediente_id}" for factura in vistas if factura.expediente_id is not None]
    resultados: dict[str, list[Fiscalizacion]] = {}
    for una in en_pie(objetos).order_by("id"):
        resultados.setdefault(una.objeto, []).append(una)
    reparos = Reparo.objects.select_related("fiscalizacion").filter(objeto__in=objetos, estado__in=POR_RESOLVER)
    comprobaciones = Comprobacion.objects.filter(objeto__in=[*objetos, *casos]).exclude(
        estado=Comprobacion.Estado.SUSTITUIDA
    )
    return _Sabido(
        resultados,
        {una.objeto: una for una in Omision.objects.filter(objeto__in=objetos).order_by("notada_el", "id")},
        {uno.objeto: uno for uno in reparos.order_by("-id")},
        {una.objeto: una for una in comprobaciones.order_by("designada_el", "id")},
        importe_que_se_comprueba(en=en),
    )


def _vista(
    factura: Factura,
    lineas: Sequence[LineaOperacion],
    sabido: _Sabido,
    usado: dict[UUID, Decimal],
    visto: hallazgos.Visto,
) -> FacturaPorVer:
    suyas, total = _posibles(factura, lineas), factura.obligado
    propuesta = next((una for una in suyas if _cierra(una) and una.saldo - usado.get(una.id, CERO) >= total), None)
    omision, reparo = sabido.omisiones.get(factura.referencia), sabido.reparos.get(factura.referencia)
    problemas = _problemas_de(factura, sabido.resultados.get(factura.referencia, []))
    espera = en_palabras(omision, reparo)
    problemas += [visto.nunca] if visto.nunca else []
    problemas += [espera] if espera else []
    aplicacion = propuesta.aplicacion if propuesta is not None else None
    objetos = (factura.referencia, f"expediente:{factura.expediente_id}")
    ultima = next((sabido.comprobaciones[uno] for uno in objetos if uno in sabido.comprobaciones), None)
    falta = falta_de(
        ultima,
        cosas.de_factura(factura).sin_iva,
        desde=sabido.desde,
        de_inversion=aplicacion is not None and aplicacion.economica.startswith(INVERSIONES),
    )
    problemas += [falta] if falta else []
    if propuesta is not None and not problemas:
        usado[propuesta.id] = usado.get(propuesta.id, CERO) + total
    vale = next((una for una in sabido.resultados.get(factura.referencia, []) if _vale(una) and not espera), None)
    viva = omision if omision is not None and omision.estado != Omision.Estado.NO_CONTINUA else None
    return FacturaPorVer(factura, tuple(suyas), propuesta, tuple(problemas), vale, viva, visto=visto)


def _lineas_de(vistas: Sequence[Factura], *, en: date) -> list[LineaOperacion]:
    """What is left of earlier phases with those who sent some invoices, or of their cases."""
    personas = {factura.emisor.persona_id for factura in vistas if factura.emisor is not None}
    casos = {factura.expediente_id for factura in vistas if factura.expediente_id is not None}
    return list(
        LineaOperacion.objects.filter(
            Q(operacion__tercero_id__in=personas) | Q(operacion__expediente_id__in=casos),
            operacion__ejercicio_id=en.year,
            operacion__libro=Operacion.Libro.GASTO,
            operacion__clase__in=ANTERIORES,
            operacion__signo=1,
            saldo__gt=0,
        )
        .select_related("operacion", "aplicacion")
        .order_by("operacion__fecha", "id")[:MAXIMO_LINEAS]
    )


def _posibles(factura: Factura, lineas: Sequence[LineaOperacion]) -> list[LineaOperacion]:
    """Those that may be of an invoice: first the one that committed it, where that was said; then what commits, and of those the ones of its case."""
    persona = factura.emisor.persona_id if factura.emisor is not None else None
    caso = factura.expediente_id
    suyas = [
        una
        for una in lineas
        if (persona is not None and una.operacion.tercero_id == persona)
        or (caso is not None and una.operacion.expediente_id == caso and una.operacion.tercero_id in (None, persona))
    ]
    return sorted(
        suyas,
        key=lambda una: (
            una.operacion_id != factura.compromiso_id,
            caso is None or una.operacion.expediente_id != caso,
            not _cierra(una),
        ),
    )


def _cierra(linea: LineaOperacion) -> bool:
    return "D" in linea.operacion.clase


def tramo(origen: LineaOperacion | None) -> str:
    """Which stretch of the phases recognises the obligation after an earlier line."""
    if origen is None or not set(origen.operacion.clase) & {"A", "D"} or origen.operacion.clase == "RC":
        return "ADO"
    return "O" if origen.operacion.clase.endswith("D") else "DO"


def problemas_de(factura: Factura, *, con_reparo: bool = False) -> list[str]:
    """Everything that keeps the obligation of an invoice from being recognised, in words. `con_reparo`: only what keeps Intervención from objecting."""
    motivos = _problemas_de(factura, list(en_pie([factura.referencia])), con_reparo=con_reparo)
    espera = por_que_espera([factura.referencia])
    return [*motivos, espera] if espera else motivos


def _problemas_de(factura: Factura, resultados: Sequence[Fiscalizacion], *, con_reparo: bool = False) -> list[str]:
    motivos = []
    if factura.estado != Factura.Estado.CONFORMADA:
        motivos.append(_("La factura no está conformada: %(e)s.") % {"e": factura.get_estado_display()})
    if any(una.estado == Estado.EN_FIRMA for una in resultados):
        motivos.append(_("Falta firmar el resultado de Intervención, que está en el portafirmas."))
    if factura.obligado < 0:
        motivos.append(_("Es una rectificativa que rebaja: anote en su página qué factura rectifica."))
    elif factura.obligado == 0:
        motivos.append(_("La factura no dice cuánto se debe."))
    if con_reparo:
        return motivos
    if falta := facturas.falta_su_firma(factura):
        motivos.append(falta)
    if factura.emisor is None:
        motivos.append(_("No consta quién expidió la factura: dígalo antes."))
    if factura.anulacion == Factura.Anulacion.SOLICITADA:
        motivos.append(_("Quien la presentó ha pedido anularla: conteste antes."))
    return motivos


def _vale(fila: Fiscalizacion) -> bool:
    return fila.clase == Fiscalizacion.Clase.OBLIGACION and fila.estado in control.CONFORMES


def resultado_que_vale(factura: Factura) -> Fiscalizacion | None:
    """The result of Intervención on its obligation that still counts: right, or with a reparo that does not suspend or was lifted."""
    una = next((fila for fila in en_pie([factura.referencia]) if _vale(fila)), None)
    return una if una is not None and not por_que_espera([factura.referencia]) else None


def sin_control_previo(factura: Factura, origen_id: UUID | None, *, en: date) -> bool:
    """Whether nobody fiscalised the expense of an invoice: neither its case was examined nor what it follows is of a case, nor less than the limit of a contrato menor; no
    load brought it, and no omission was settled. That something was committed before says nothing by itself."""
    omision = de_objeto([factura.referencia])
    if omision is not None and omision.estado == Omision.Estado.CONTINUA:
        return False
    origen = _linea(origen_id)
    if tramo(origen).startswith("A"):
        caso = factura.expediente
        return caso is None or bool(gasto.por_que_no_se_compromete(caso, factura.obligado))
    cadena = _compromiso(origen)
    if any(linea.operacion.expediente_id is not None for linea in cadena):
        return False  # its control was asked when it was noted
    economicas = [linea.aplicacion.economica for linea in cadena if linea.aplicacion is not None]
    tope = limite(reglas_de_gasto.contrato_menor_de(economicas), en=en).importe
    comprometido, _con_iva = valor_que_se_controla(factura, origen_id)
    primera = cadena[-1].operacion_id
    return comprometido >= tope and not Operacion.objects.filter(operaciones_cargadas(), id=primera).exists()


def valor_que_se_controla(factura: Factura, origen_id: UUID | None) -> tuple[Decimal, Decimal]:
    """What an invoice is of, in euros, without VAT and with it: all that was authorised or committed for what it follows, if that is more, at the rate of the invoice."""
    cosa = cosas.de_factura(factura)
    importe = max([linea.operacion.importe for linea in _compromiso(_linea(origen_id))], default=CERO)
    sin_iva = importe / reglas_de_gasto.con_su_iva(cosa.importe, cosa.sin_iva)
    return max(cosa.sin_iva, sin_iva), max(cosa.importe, importe)


def _linea(linea_id: UUID | None) -> LineaOperacion | None:
    lineas = LineaOperacion.objects.select_related("operacion", "aplicacion")
    return lineas.filter(id=linea_id).first() if linea_id is not None else None


def _compromiso(origen: LineaOperacion | None) -> list[LineaOperacion]:
    """The lines that committed and authorised what follows one, the last first."""
    cadena: list[LineaOperacion] = []
    while origen is not None and reglas_de_gasto.compromete(origen.operacion.clase):
        cadena.append(origen)
        origen = _linea(origen.origen_id)
    return cadena


def devengado_de(factura: Factura) -> LineaOperacion | None:
    """What is left in 413 of an invoice, to which its obligation is applied: of one that nobody fiscalised, once it was settled."""
    omision = de_objeto([factura.referencia])
    if omision is not None and omision.estado != Omision.Estado.CONTINUA:
        return None
    return pendientes_de(factura).first()


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


def hallazgos_de_factura(factura: Factura, origen_id: UUID | None) -> dict[str, Hallado]:
    """What the program sees by itself of the credit of an invoice that follows an earlier line (None: of none, and then it sees nothing): whether what is left of it is enough."""
    lineas = LineaOperacion.objects.select_related("operacion", "aplicacion")
    origen = lineas.filter(id=origen_id).first() if origen_id is not None else None
    if origen is None:
        return {}
    if origen.saldo >= factura.obligado:
        return {CREDITO: Hallado(CUMPLE, _("Sigue de %(q)s.") % {"q": queda_en(origen)})}
    dicho = {"q": queda_en(origen), "t": Importe(factura.obligado)}
    return {CREDITO: Hallado(NO_CUMPLE, _("Son %(t)s y sigue de %(q)s.") % dicho)}


def sin_resultado(anio: int, *, limite: int = POR_PAGINA) -> list[Operacion]:
    """The obligations of a year, and of earlier ones that came into it, of which something is left to pay and that have no result of Intervención, the oldest
    first: neither on them nor on each of the invoices that they recognise. What a load brought has it in the program that it came from."""
    facturas = Factura.objects.filter(operacion_o_id=OuterRef("pk"))
    examinadas = Fiscalizacion.objects.filter(objeto=OuterRef("como_se_nombra"), clase=Fiscalizacion.Clase.OBLIGACION)
    por_examinar = facturas.annotate(como_se_nombra=_nombre("factura")).filter(
        ~Exists(examinadas.exclude(estado__in=SIN_EFECTO))
    )
    return list(
        _vivas_sin(Fiscalizacion.Clase.OBLIGACION, anio)
        .filter(~Exists(facturas) | Exists(por_examinar))
        .exclude(operaciones_cargadas())[:limite]
    )


def sin_pago_intervenido(anio: int, *, limite: int = POR_PAGINA) -> list[Operacion]:
    """The same of those whose payment was not looked at apart, the oldest first."""
    return list(_vivas_sin(Fiscalizacion.Clase.PAGO, anio)[:limite])


def _vivas_sin(clase: str, anio: int) -> QuerySet[Operacion]:
    """Those of which something is left to pay and that have no result of that kind that stands, or waits to be signed."""
    con = Fiscalizacion.objects.filter(clase=clase, objeto=OuterRef("como_se_nombra")).exclude(estado__in=SIN_EFECTO)
    vivas = LineaOperacion.objects.filter(operacion=OuterRef("pk"), saldo__gt=0)
    return (
        Operacion.objects.annotate(como_se_nombra=_nombre("operacion"))
        .filter(
            Q(Exists(vivas), ejercicio_id=anio) | _de_cerrados(anio),
            ~Exists(con),
            libro=Operacion.Libro.GASTO,
            signo=1,
            clase__in=["O", "DO", "ADO"],
        )
        .select_related("tercero")
        .order_by("fecha", "id")
    )


def _nombre(de: str) -> Concat:
    """How the control names a row of a query."""
    return Concat(Value(f"{de}:"), Cast("id", CharField()))


def _de_cerrados(anio: int) -> Q:
    """The obligations of earlier years of which something is left to pay that year, be it of them or of the order of their payment."""
    saldos = SaldoCerrado.objects.filter(
        ejercicio=anio,
        clase=SaldoCerrado.Clase.OBLIGACION,
        vigente=True,
        linea_origen_id__isnull=False,
        inicial__gt=F("anulado") + F("cancelado") + F("prescrito") + F("realizado") - F("rectificado"),
    )
    lineas = LineaOperacion.objects.filter(id__in=saldos.values("linea_origen_id"))
    ordenadas = lineas.filter(origen__isnull=False).values("origen__operacion")
    return Q(id__in=lineas.values("operacion")) | Q(id__in=ordenadas)
