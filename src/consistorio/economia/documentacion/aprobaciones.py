"""Who saw to an operation and who approved it, gathered in one place: what each part of the house keeps of it. Whoever keeps something more adds its reading to
`aprobaciones_de`. Who may see the operation was asked at the door; each document says who may open it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.models import PasoFirma
from consistorio.economia.facturas import pagos
from consistorio.economia.facturas.models import PasoFactura
from consistorio.economia.gasto import control as gasto
from consistorio.economia.gasto.casos import casos_de
from consistorio.economia.gasto.reglas import EXENTOS, compromete
from consistorio.economia.intervenciones.consultas_de_control import control_de
from consistorio.economia.intervenciones.control import CONFORMES
from consistorio.economia.intervenciones.cosas import de_las_obligaciones
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import ControlOperacion, Operacion, OperacionPrevia
from consistorio.economia.tesoreria.models import LineaDePago
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.organizacion.consultas import nombres_de_empleados
from consistorio.servicios.intervencion.limites import EXENCIONES
from consistorio.servicios.intervencion.models import Fiscalizacion, Omision
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.tramitacion.expedientes.models import Expediente

EXENTO: Final = gettext_lazy("Exento de fiscalización previa")
SIN_ASIENTO: Final = ("presupuesto.pago.ordenado", "presupuesto.corregido")  # facts of what has no entry


@dato
class Aprobacion:
    """One of those who saw to an operation: what they did, who they are, the day, and its document if there is one."""

    que: str
    quien: str
    dia: date | None = None
    documento_id: UUID | None = None


def autor_de(operacion: Operacion) -> str:
    """Who noted an operation: a member of staff by name or, when nobody was before it, the program."""
    autor = operacion.asiento.autor_id if operacion.asiento is not None else _autor_sin_asiento(operacion)
    nombres = nombres_de_empleados([autor]) if autor is not None else {}
    return nombres[autor] if autor in nombres else _("Un proceso del programa")


def _autor_sin_asiento(operacion: Operacion) -> UUID | None:
    """That of its fact, which is of the same transaction: the first that names it since it was written."""
    hechos = Evento.objects.filter(
        tipo__in=SIN_ASIENTO, momento__gte=operacion.anotada_el, datos__operacion_id=str(operacion.id)
    )
    return hechos.order_by("momento").values_list("actor_id", flat=True).first()


def aprobaciones_de(operacion: Operacion) -> list[Aprobacion]:
    """Who prepared an operation and who approved it, as far as the house knows today, in the order of the expense."""
    casos = sorted(casos_de(operacion)) if operacion.libro != Operacion.Libro.NO_PRESUPUESTARIO else []
    obligaciones = _lo_que_reconoce(operacion)
    resultados = list(_de_intervencion(operacion, casos, obligaciones))
    ya_exenta = any(una.que == str(EXENTO) for una in resultados)
    halladas = [
        *_de_su_previa(operacion),
        *_de_sus_casos(operacion, casos),
        *_de_su_modificacion(operacion),
        *resultados,
        *_de_su_control(operacion, ya_exenta=ya_exenta),
        *_de_sus_facturas(operacion, obligaciones),
        *_de_su_relacion(operacion),
    ]
    return list(dict.fromkeys(halladas))


def firmantes_de(documentos: Collection[UUID]) -> dict[UUID, str]:
    """Who signed each document, with their posts, in order; nothing of those that nobody signed here."""
    pasos = PasoFirma.objects.filter(circuito__documento_id__in=documentos, estado=PasoFirma.Estado.FIRMADO)
    firmados: dict[UUID, list[str]] = {}
    for paso in pasos.select_related("circuito", "firmante__persona").order_by("circuito_id", "numero"):
        if paso.firmante is not None:
            dicho = f"{paso.firmante.nombre}, {paso.cargo_texto}"
            firmados.setdefault(paso.circuito.documento_id, []).append(dicho)
    return {documento: ". ".join(dict.fromkeys(suyos)) for documento, suyos in firmados.items()}


def _lo_que_reconoce(operacion: Operacion) -> set[UUID]:
    """The obligations that it recognises or pays, and itself."""
    if operacion.libro in (Operacion.Libro.PRESUPUESTO, Operacion.Libro.INGRESO):
        return {operacion.id}
    return {operacion.id, *(una.id for una in pagos.obligaciones_de(operacion.id))}


def _de_su_previa(operacion: Operacion) -> Iterator[Aprobacion]:
    de_gasto = operacion.libro == Operacion.Libro.GASTO
    previa = OperacionPrevia.objects.filter(operacion=operacion).first() if de_gasto else None
    if previa is None:
        return
    quienes = [previa.preparada_por, *([previa.resuelta_por] if previa.resuelta_por is not None else [])]
    nombres = nombres_de_empleados(quienes)
    yield Aprobacion(
        _("La preparó en su área"),
        nombres.get(previa.preparada_por, ""),
        _dia(previa.preparada_el),
        previa.documento_id,
    )
    if previa.resuelta_por is not None:
        yield Aprobacion(_("La revisó y la aceptó"), nombres.get(previa.resuelta_por, ""), _dia(previa.resuelta_el))


def _de_sus_casos(operacion: Operacion, casos: Collection[UUID]) -> Iterator[Aprobacion]:
    """What was decided in its cases no later than the day on which it was noted. A retention goes before what is decided."""
    if not casos or clases.retiene(operacion.clase):
        return
    firmadas = Resolucion.objects.filter(
        expediente_id__in=casos,
        estado=Resolucion.Estado.FIRMADA,
        firmada_el__date__lte=en_madrid(operacion.anotada_el).date(),
    )
    ultimas = {una.expediente_id: una for una in firmadas.select_related("libro").order_by("firmada_el")}
    yield from _firmadas(
        (
            _("Resolución o acuerdo %(n)s del expediente") % {"n": una},
            una.organo_texto,
            una.firmada_el,
            una.documento_id,
        )
        for una in ultimas.values()
    )


def _de_su_modificacion(operacion: Operacion) -> Iterator[Aprobacion]:
    una = operacion.modificacion
    if una is None:
        return
    if una.informada_el is not None:
        quien = _("Intervención")
        yield Aprobacion(_("Informe de la modificación %(n)s") % {"n": una}, quien, una.informada_el, una.informe_id)
    if una.aprobada_el is not None:
        que = _("Aprobación de la modificación %(n)s") % {"n": una}
        yield Aprobacion(que, una.get_organo_display(), una.aprobada_el, una.acuerdo_id)


def _de_intervencion(
    operacion: Operacion, casos: Collection[UUID], obligaciones: Collection[UUID]
) -> Iterator[Aprobacion]:
    """The results that stand on it, on what it recognises or pays and on its cases, and why it is exempt, if it is."""
    objetos = {uno for suyos in de_las_obligaciones(obligaciones).values() for uno in suyos}
    objetos |= {f"factura:{operacion.factura_id}"} if operacion.factura_id is not None else set()
    previas = Q(expediente_id__in=casos, clase=Fiscalizacion.Clase.PREVIA)
    suyas = Fiscalizacion.objects.filter(Q(objeto__in=objetos) | previas, estado__in=CONFORMES).order_by("hecha_el")
    yield from _firmadas(
        (f"{una.get_clase_display()}: {una.get_estado_display()}", _("Intervención"), una.hecha_el, una.documento_id)
        for una in suyas
    )
    for una in suyas:
        if una.exento:
            dichos = (str(EXENCIONES.get(una.exento, una.exento)), una.exento_por.strip())
            porque = ": ".join(dicho for dicho in dichos if dicho)
            yield Aprobacion(str(EXENTO), porque)
    for omision in Omision.objects.filter(objeto__in=objetos, estado=Omision.Estado.CONTINUA).order_by("notada_el"):
        yield Aprobacion(_("Omisión de la función interventora: se acordó continuar"), "", _dia(omision.notada_el))
    if compromete(operacion.clase):
        exentos = Expediente.objects.select_related("version__procedimiento").filter(id__in=casos)
        for por in {gasto.exento(caso) for caso in exentos} - {""}:
            yield Aprobacion(str(EXENTO), str(EXENTOS.get(por, por)))


def _de_su_control(operacion: Operacion, *, ya_exenta: bool) -> Iterator[Aprobacion]:
    """With which control it was noted, when that is not another document, which is told as theirs; of a negative, that of what it corrects, with its day. Who, only where noting it is it."""
    suyo = control_de(operacion)
    if suyo is None:
        return
    quien = nombres_de_empleados([suyo.quien]).get(suyo.quien, "")
    for modo, palabras in suyo.propios:
        if modo == ControlOperacion.Modo.EXENTO and ya_exenta:
            continue
        suya = quien if modo == ControlOperacion.Modo.AL_CONTABILIZAR else ""
        yield Aprobacion(palabras.rstrip("."), suya, _dia(suyo.hecho_el))


def _de_sus_facturas(operacion: Operacion, obligaciones: Collection[UUID]) -> Iterator[Aprobacion]:
    """Who found right what was received."""
    pasos = PasoFactura.objects.filter(
        Q(factura__operacion_o_id__in=obligaciones) | Q(factura_id=operacion.factura_id),
        clase=PasoFactura.Clase.CONFORMADA,
    )
    ultimos = {paso.factura_id: paso for paso in pasos.select_related("factura").order_by("dado_el", "id")}
    nombres = nombres_de_empleados({paso.dado_por for paso in ultimos.values()})
    for paso in ultimos.values():
        quien = ", ".join(uno for uno in (nombres.get(paso.dado_por, ""), paso.cargo) if uno)
        que = _("Conformidad de la factura %(f)s") % {"f": paso.factura.codigo}
        yield Aprobacion(que, quien, _dia(paso.dado_el), paso.factura.conformidad_id)


def _de_su_relacion(operacion: Operacion) -> Iterator[Aprobacion]:
    """The signed lists that order what it orders, or that pay it."""
    if not (set(operacion.clase) & set("PR") or operacion.clase in ("PC", "DEV")):
        return
    lineas = LineaDePago.objects.filter(
        Q(pago=operacion) | Q(operacion=operacion), relacion__firmada_el__isnull=False
    ).exclude(estado=LineaDePago.Estado.RETIRADA)
    relaciones = {linea.relacion_id: linea.relacion for linea in lineas.select_related("relacion").order_by("id")}
    yield from _firmadas(
        (_("Relación de pagos %(n)s") % {"n": una}, "", una.firmada_el, una.documento_id) for una in relaciones.values()
    )


def _firmadas(dichas: Iterable[tuple[str, str, datetime | None, UUID | None]]) -> Iterator[Aprobacion]:
    """Each with the names of who signed its document, after whose it is."""
    todas = list(dichas)
    firman = firmantes_de({documento for _que, _quien, _el, documento in todas if documento is not None})
    for que, quien, el, documento in todas:
        nombres = firman.get(documento, "") if documento is not None else ""
        yield Aprobacion(que, ". ".join(uno for uno in (quien, nombres) if uno), _dia(el), documento)


def _dia(momento: datetime | None) -> date | None:
    return en_madrid(momento).date() if momento is not None else None


def con_su_identificador(aprobaciones: Iterable[Aprobacion]) -> dict[UUID, str]:
    """The identifier of each document that they name, which says which it is and opens nothing."""
    ids = {una.documento_id for una in aprobaciones if una.documento_id is not None}
    return dict(Documento.objects.filter(id__in=ids).values_list("id", "id_eni"))
