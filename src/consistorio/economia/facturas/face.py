"""What goes from FACe to the register and back. Runs in jobs, outside any transaction: each step is kept before FACe is told of it, and done again
whole if whoever does it dies in between (Ley 25/2013 arts. 6, 8 and 9)."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.firma.casa import criterio_de_la_casa
from consistorio.economia.facturas import acciones, reglas
from consistorio.economia.facturas.estructura import leer
from consistorio.economia.facturas.firma import juzgar
from consistorio.economia.facturas.models import PasoFactura, RegistroFace
from consistorio.economia.facturas.permisos import FACE
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.puertos.face import Face, FaceNoLoAdmite, NuevaEnFace

_SE_DICEN: Final = ("rechazada", "contabilizada", "pagada", "anulada", "anulacion_negada", "rectificada")
QUIEN: Final = Actor.sistema("facturas de FACe", FACE)


def traer(puerto: Face, nueva: NuevaEnFace, *, actor: Actor, reloj: Reloj) -> RegistroFace:
    """Download an invoice, note it, and only then confirm it. One that is noted already is confirmed; one that is confirmed is left.

    Raises ServicioNoDisponible, FaceNoLoAdmite.
    """
    registro = RegistroFace.objects.filter(numero=nueva.numero).first()
    if registro is None:
        bajada = puerto.descargar(nueva.numero)
        registro = acciones.recoger_de_face(
            actor=actor,
            nueva=nueva,
            bajada=bajada,
            admitido=almacen.recoger(io.BytesIO(bajada.contenido)),
            anexos=[(uno.nombre, almacen.recoger(io.BytesIO(uno.contenido))) for uno in bajada.anexos],
            lectura=leer(bajada.contenido),
            juicio=juzgar(bajada.contenido, criterio_de_la_casa()),
            reloj=reloj,
        )
    if registro.confirmada_el is None:
        return _confirmar(puerto, registro, actor=actor, reloj=reloj)
    return registro


def _confirmar(puerto: Face, registro: RegistroFace, *, actor: Actor, reloj: Reloj) -> RegistroFace:
    codigo = registro.entrega.facturas.order_by("orden").values_list("codigo", flat=True)[0]
    try:
        puerto.confirmar(oficina_contable=registro.oficina_contable, numero=registro.numero, codigo=codigo)
    except FaceNoLoAdmite:
        if puerto.consultar(registro.numero).tramitacion == reglas.REGISTRADA_FACE:
            raise  # it does not know of us; otherwise it was told before, by whoever died then
    return acciones.confirmar_en_face(actor=actor, registro_id=registro.id, reloj=reloj)


def decir(puerto: Face, registro_id: UUID, *, actor: Actor, reloj: Reloj) -> None:
    """Tell FACe what it does not know of an invoice yet, step by step and in order.

    Raises ServicioNoDisponible, FaceNoLoAdmite: what comes after waits for it.
    """
    registro = RegistroFace.objects.select_related("entrega").get(id=registro_id)
    if registro.confirmada_el is None:
        _confirmar(puerto, registro, actor=actor, reloj=reloj)
    for paso, codigo in por_decir(registro):
        _decir_uno(puerto, registro, paso, codigo)
        acciones.anotar_dicho_a_face(actor=actor, registro_id=registro.id, paso_id=paso.id, codigo=codigo, reloj=reloj)


def por_decir(registro: RegistroFace) -> Iterator[tuple[PasoFactura, str]]:
    """The steps that FACe has to know of and does not, in order. Of a file with several invoices, those that all of them have taken.

    A cancellation is answered where it was asked: of one accepted that was asked elsewhere, FACe is told that the invoice does not go on. A state is told once, and
    none after one that FACe does not leave.
    """
    pasos = PasoFactura.objects.filter(factura__entrega_id=registro.entrega_id, clase__in=_SE_DICEN)
    cuantas = registro.entrega.facturas.count()
    dados = Counter(clase for clase, _una in set(pasos.values_list("clase", "factura_id")))
    dichos = set(registro.dichos.values_list("codigo", flat=True))
    for paso in pasos.filter(dicho_a_face=None).select_related("factura").order_by("id"):
        codigo = reglas.pasos_face().get(_como_se_dice(paso), "")
        es_anulacion = codigo in reglas.ANULACION_FACE.values()
        de_otra_parte = es_anulacion and not _la_pidio_face(paso)
        sobra = de_otra_parte if es_anulacion else codigo in dichos or dichos & reglas.FINALES_FACE
        if codigo and dados[paso.clase] >= cuantas and not sobra:
            dichos.add(codigo)
            yield paso, codigo


def _como_se_dice(paso: PasoFactura) -> str:
    """Its name in what FACe is told: its class, but for two endings."""
    if paso.clase == PasoFactura.Clase.ANULADA and not _la_pidio_face(paso):
        return reglas.ANULADA_FUERA
    if paso.clase == PasoFactura.Clase.RECTIFICADA and paso.texto:  # it says why nothing was owed
        return reglas.RECTIFICADA_SIN_DEBER
    return paso.clase


def _la_pidio_face(respuesta: PasoFactura) -> bool:
    """Whether an answer to who asked to cancel an invoice answers something that was asked in FACe, after the answer before it: its mark says so or, before there
    was one, who noted it."""
    clase = PasoFactura.Clase
    antes = PasoFactura.objects.filter(factura=respuesta.factura_id, id__lt=respuesta.id).order_by("-id")
    for una, motivo, quien in antes.values_list("clase", "motivo", "dado_por"):
        if una in (clase.ANULADA, clase.ANULACION_NEGADA):
            return False
        if una == clase.ANULACION_PEDIDA and (motivo == reglas.POR_FACE or quien == QUIEN.id):
            return True
    return False


def _decir_uno(puerto: Face, registro: RegistroFace, paso: PasoFactura, codigo: str) -> None:
    es_anulacion = codigo in reglas.ANULACION_FACE.values()
    dice = puerto.contestar_anulacion if es_anulacion else puerto.cambiar_estado
    try:
        dice(
            oficina_contable=registro.oficina_contable,
            numero=registro.numero,
            codigo=codigo,
            comentario=comentario_de(paso, codigo),
        )
    except FaceNoLoAdmite:
        esta = puerto.consultar(registro.numero)
        if codigo != (esta.anulacion if es_anulacion else esta.tramitacion):
            raise  # otherwise it was told before, by whoever died then


def comentario_de(paso: PasoFactura, codigo: str = "") -> str:
    """What who sent an invoice reads in FACe: the legal reason and what has to be corrected; the day on which it was paid; nothing that is internal."""
    clase = PasoFactura.Clase
    if paso.clase == clase.RECHAZADA:
        motivo = reglas.motivos().get(paso.motivo)
        return f"{motivo.texto} ({motivo.norma}). {paso.texto}" if motivo is not None else paso.texto
    if paso.clase == clase.ANULADA and codigo == reglas.pasos_face().get(reglas.ANULADA_FUERA):
        return " ".join((_("Anulada a petición de quien la presentó."), paso.texto)).strip()
    if paso.clase == clase.PAGADA and paso.factura.pagada_el is not None:
        return _("Pagada el %(dia)s.") % {"dia": f"{en_madrid(paso.factura.pagada_el):%d/%m/%Y}"}
    return paso.texto if paso.clase in (clase.ANULADA, clase.ANULACION_NEGADA) else ""
