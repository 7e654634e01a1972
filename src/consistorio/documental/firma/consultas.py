"""Reads of signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.casa import criterio_de_la_casa
from consistorio.documental.firma.models import Ampliacion, CertificadoEmpleado, Circuito, PasoFirma, SelloPedido
from consistorio.documental.firma.tipos import Orden
from consistorio.documental.firma.validacion import Criterio, Informe
from consistorio.documental.firma.validacion_fichero import PUEDEN_IR_FIRMADOS, validar_fichero
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.plataforma.organizacion import consultas as organizacion
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.plataforma.puertos.intervencion import Apartado, intervencion

MAXIMO_EN_LISTA = 200
AVISO_DE_CADUCIDAD = timedelta(days=30)


@dato
class PasoPendiente:
    """A step of the portafirmas: what it is, with which words it would be signed, and why it cannot be yet, if so."""

    paso: PasoFirma
    cargo_texto: str
    impedimento: str = ""


def pendientes_de(empleado: Empleado, *, en: date, desde: UUID | None = None) -> list[PasoPendiente]:
    """What an employee may sign today, oldest first, two hundred at most; `desde`: go on after that step.

    Those of the posts that the person holds, substitutes or exercises by delegation. Steps whose turn has not come are left out.
    """
    filas = _a_su_turno(empleado, en=en).select_related("circuito__documento", "puesto__unidad")
    if desde is not None:
        filas = filas.filter(id__gt=desde)
    certificado = certificado_vigente(empleado.id)
    sin_certificado = "" if certificado else _("Todavía no ha guardado su certificado de firma.")
    pasos = list(filas[:MAXIMO_EN_LISTA])
    firmantes = firmantes_de(pasos, en=en)
    return [
        PasoPendiente(paso, firmante.cargo_texto, sin_certificado)
        for paso in pasos
        if (firmante := firmantes[paso.id]) is not None and firmante.empleado.id == empleado.id
    ]


def cuantos_pendientes_de(empleado: Empleado, *, en: date, tope: int = 100) -> int:
    """How many an employee may sign today, counted up to `tope`: as many as `pendientes_de` would list."""
    pasos = list(_a_su_turno(empleado, en=en).select_related("puesto", "circuito")[:tope])
    firmantes = firmantes_de(pasos, en=en)
    return sum((quien := firmantes[paso.id]) is not None and quien.empleado.id == empleado.id for paso in pasos)


def _a_su_turno(empleado: Empleado, *, en: date) -> QuerySet[PasoFirma]:
    """The steps of the employee's posts whose turn has come, oldest first; also those of matters where they stand in for somebody set apart."""
    suyos = Q(puesto__in=organizacion.puestos_de(empleado, en=en))
    if por_otros := intervencion().en_lugar_de_otros(empleado.id):
        suyos |= Q(circuito__referencia__in=por_otros)
    return (
        PasoFirma.objects.filter(suyos, estado=PasoFirma.Estado.PENDIENTE)
        .filter(circuito__estado=Circuito.Estado.PENDIENTE)
        .exclude(_con_anteriores_pendientes())
        .order_by("id")
    )


def _con_anteriores_pendientes() -> Q:
    """Steps of a cascade that wait for an earlier one."""
    primeros = (
        PasoFirma.objects.filter(estado=PasoFirma.Estado.PENDIENTE, circuito__estado=Circuito.Estado.PENDIENTE)
        .order_by("circuito_id", "numero")
        .distinct("circuito_id")
        .values("id")
    )
    return Q(circuito__orden=Orden.CASCADA) & ~Q(id__in=primeros)


def firmante_de(paso: PasoFirma, *, en: date) -> organizacion.Firmante | None:
    """Who signs the step on that day; None when nobody does (vacant, away without substitute, set apart from the matter until it is decided),
    or nobody can tell by which of several delegations."""
    return firmantes_de([paso], en=en)[paso.id]


def firmantes_de(pasos: Iterable[PasoFirma], *, en: date) -> dict[UUID, organizacion.Firmante | None]:
    """`firmante_de` of many steps: of each post, and of each power that it exercises, it is asked once."""
    de_cada_uno: dict[tuple[UUID, str], organizacion.Firmante | None] = {}
    firmantes: dict[UUID, organizacion.Firmante | None] = {}
    referencias = {}
    for paso in pasos:
        clave = (paso.puesto_id, paso.organo)
        if clave not in de_cada_uno:
            de_cada_uno[clave] = _del_puesto(paso, en=en)
        firmantes[paso.id] = de_cada_uno[clave]
        referencias[paso.id] = paso.circuito.referencia
    pedidas = {
        paso_id: (referencias[paso_id], quien.empleado.id) for paso_id, quien in firmantes.items() if quien is not None
    }
    apartados = intervencion().apartados(set(pedidas.values()), en=en) if pedidas else {}
    return _con_sustitutos(firmantes, {p: apartados[f] for p, f in pedidas.items() if f in apartados})


def apartado_de(paso: PasoFirma, empleado_id: UUID, *, en: date) -> Apartado | None:
    """By what an employee may not intervene in the matter of a step, if so (LRJSP 23-24)."""
    firma = (paso.circuito.referencia, empleado_id)
    return intervencion().apartados({firma}, en=en).get(firma)


def _del_puesto(paso: PasoFirma, *, en: date) -> organizacion.Firmante | None:
    try:
        return organizacion.titular_de(paso.puesto, en=en, organo=paso.organo or None)
    except (NoEncontrado, Conflicto):
        return None


def _con_sustitutos(
    firmantes: dict[UUID, organizacion.Firmante | None], apartados: Mapping[UUID, Apartado]
) -> dict[UUID, organizacion.Firmante | None]:
    """Who signs each step, with those who stand in for whom was set apart from its matter; nobody, where none was named yet or who was is not here."""
    if not apartados:
        return firmantes
    nombrados = {uno.sustituto_id for uno in apartados.values()} - {None}
    sustitutos = Empleado.objects.select_related("persona", "cuenta").in_bulk(nombrados)
    for paso_id, apartado in apartados.items():
        quien = firmantes[paso_id]
        sustituto = sustitutos.get(apartado.sustituto_id) if apartado.sustituto_id is not None else None
        firmantes[paso_id] = (
            organizacion.en_lugar_de(quien, sustituto, apartado.norma)
            if quien is not None and sustituto is not None
            else None
        )
    return firmantes


def certificado_vigente(empleado_id: UUID) -> CertificadoEmpleado | None:
    """The certificate with which an employee signs."""
    return CertificadoEmpleado.objects.filter(
        empleado_id=empleado_id, estado=CertificadoEmpleado.Estado.VIGENTE
    ).first()


def certificados_de(empleado_id: UUID) -> QuerySet[CertificadoEmpleado]:
    """Every certificate that an employee has kept here, the newest first."""
    return CertificadoEmpleado.objects.filter(empleado_id=empleado_id).order_by("-guardado_el")


def dias_hasta_caducar(certificado: CertificadoEmpleado, *, ahora: datetime) -> int | None:
    """Whole days that it has left, when thirty or fewer (negative once expired); None while there is no hurry."""
    queda = certificado.hasta - ahora
    return queda.days if queda <= AVISO_DE_CADUCIDAD else None


def circuito_de(documento_id: UUID) -> Circuito | None:
    """The newest circuit of a document."""
    return Circuito.objects.filter(documento_id=documento_id).order_by("-id").first()


def pasos_de(circuito: Circuito) -> QuerySet[PasoFirma]:
    """Its steps in order."""
    return circuito.pasos.select_related("puesto", "firmante__persona").order_by("numero")


def pasos_que_tocan(documento_ids: Sequence[UUID]) -> dict[UUID, PasoFirma]:
    """The first step still to be signed of each of those documents whose signatures are pending, with its post; one query whatever their
    number."""
    pendientes = PasoFirma.objects.filter(
        circuito__documento_id__in=documento_ids,
        circuito__estado=Circuito.Estado.PENDIENTE,
        estado=PasoFirma.Estado.PENDIENTE,
    )
    en_orden = pendientes.select_related("circuito", "puesto").order_by("circuito_id", "-numero")
    return {paso.circuito.documento_id: paso for paso in en_orden}


@dato
class EstadoFirma:
    """Where the signatures of a document stand, for people. `codigo`: sin_firma, pendiente, devuelto, retirado, pendiente_sello,
    pendiente_tiempo, firmado."""

    codigo: str
    texto: str
    desde: datetime | None = None
    incidencia: str = ""


def estado_de(documento: Documento) -> EstadoFirma:
    """The state of the signatures of a document."""
    return estados_de([documento.id])[documento.id]


def estados_de(documento_ids: Sequence[UUID]) -> dict[UUID, EstadoFirma]:
    """The state of the signatures of many documents; three queries whatever their number."""
    circuitos = {
        c.documento_id: c
        for c in Circuito.objects.filter(documento_id__in=documento_ids)
        .annotate(total=Count("pasos"), hechos=Count("pasos", filter=Q(pasos__estado=PasoFirma.Estado.FIRMADO)))
        .order_by("id")
    }
    sellos = {
        s.documento_id: s
        for s in SelloPedido.objects.filter(documento_id__in=documento_ids, estado=SelloPedido.Estado.PENDIENTE)
    }
    ampliaciones = {a.documento_id: a for a in Ampliacion.objects.filter(documento_id__in=documento_ids)}
    return {i: _estado(circuitos.get(i), sellos.get(i), ampliaciones.get(i)) for i in documento_ids}


def _estado(circuito: Circuito | None, sello: SelloPedido | None, ampliacion: Ampliacion | None) -> EstadoFirma:
    if circuito is not None and circuito.estado == Circuito.Estado.PENDIENTE:
        cuentas = {"hechos": getattr(circuito, "hechos", 0), "total": getattr(circuito, "total", 0)}
        return EstadoFirma("pendiente", _("Pendiente de firma (%(hechos)s de %(total)s)") % cuentas, circuito.pedido_el)
    if circuito is not None and circuito.estado == Circuito.Estado.DEVUELTO:
        return EstadoFirma("devuelto", _("Devuelto sin firmar"), circuito.terminado_el)
    if circuito is not None and circuito.estado == Circuito.Estado.RETIRADO:
        return EstadoFirma("retirado", _("Retirado antes de firmarse"), circuito.terminado_el)
    if sello is not None:
        return EstadoFirma(
            "pendiente_sello", _("Pendiente de sello del Ayuntamiento"), sello.pedido_el, sello.incidencia
        )
    if ampliacion is None:
        return EstadoFirma("sin_firma", _("Sin firma electrónica del Ayuntamiento"))
    if ampliacion.pendiente_desde is not None:
        texto = _("Firmado, pendiente de sello de tiempo")
        return EstadoFirma("pendiente_tiempo", texto, ampliacion.pendiente_desde, ampliacion.incidencia)
    return EstadoFirma("firmado", _("Firmado y con sello de tiempo"), ampliacion.hecha_el)


def informe_de_firmas(documento: Documento) -> Informe:
    """The report on every signature of a document as it stands now, ours or come from outside, in PDF, XML or CMS.

    Asks about revocation outside: not inside a transaction that writes.
    """
    return _informe(documento, criterio_de_la_casa())


def informe_sin_preguntar(documento: Documento) -> Informe:
    """The same report with what the file itself carries about revocation: nobody outside is asked, so that anybody may open it."""
    return _informe(documento, replace(criterio_de_la_casa(), revocacion=None))


def _informe(documento: Documento, criterio: Criterio) -> Informe:
    with documentos.abrir(documento, aunque_en_cuarentena=True) as fichero:
        return validar_fichero(fichero, criterio)


def firmados_de(documento_id: UUID) -> dict[str, PasoFirma]:
    """The steps by which people of this house signed a document, by the field where each signature is."""
    hechos = PasoFirma.objects.filter(circuito__documento_id=documento_id, estado=PasoFirma.Estado.FIRMADO)
    return {paso.campo: paso for paso in hechos.order_by("id")}


def puede_ir_firmado(documento: Documento) -> bool:
    """Whether its format is one that carries signatures inside."""
    return documento.contenido.tipo_mime in PUEDEN_IR_FIRMADOS
