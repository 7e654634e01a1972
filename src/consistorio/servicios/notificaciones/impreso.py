"""What is printed to be sent on paper: cover with the address, the notification, the act with its code, form of acknowledgement."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from contextlib import ExitStack
from io import BufferedRandom
from typing import BinaryIO

import pikepdf
from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.copias import en_papel
from consistorio.documental.documentos.operaciones import direccion_de_verificacion
from consistorio.documental.documentos.renderizado import Marco, renderizar
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.almacen.deposito import anonimo
from consistorio.plataforma.almacen.pdf import abrir
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.tipos import Impreso

A4 = (595, 842)  # points
CODIGO_POSTAL = re.compile(r", (?=[0-9]{5}\b)")  # a line of its own begins with it


def componer(notificacion: Notificacion, *, reloj: Reloj) -> Impreso:
    """The one PDF of a letter. The form of acknowledgement begins a sheet of its own, because it comes back without the rest.

    A communication has no such form (it proves itself with its exit entry). An act that is not a PDF is printed apart, and the
    cover says so.
    """
    es_notificacion = notificacion.clase == Notificacion.Clase.NOTIFICACION
    nombre = f"{notificacion.get_clase_display().lower()}-{notificacion.numero.replace('/', '-')}-papel.pdf"
    with ExitStack() as abiertos:  # until the one PDF is written, it is read from those that make it up
        sobre: list[BinaryIO] = [io.BytesIO(_portada(notificacion, reloj))]
        if notificacion.cedula is not None:
            sobre.append(abiertos.enter_context(en_papel(notificacion.cedula)))
        if notificacion.documento.formato == "PDF":
            sobre.append(abiertos.enter_context(en_papel(notificacion.documento)))
        acuse = None
        if es_notificacion:
            acuse = io.BytesIO(_renderizar("acuse_envio", _datos_del_acuse(notificacion), notificacion, reloj))
        pdf = _unir(sobre, acuse)
    huella = hashlib.file_digest(pdf, "sha256").hexdigest()
    pdf.seek(0)
    return Impreso(nombre, pdf, huella)


def _portada(notificacion: Notificacion, reloj: Reloj) -> bytes:
    contenido = [_("Notificación %(n)s") % {"n": notificacion.numero}] if notificacion.cedula is not None else []
    acto = {"t": notificacion.documento.titulo, "c": notificacion.documento.csv}
    contenido.append(
        _("«%(t)s», con código seguro de verificación %(c)s") % acto
        if notificacion.documento.formato == "PDF"
        else _("«%(t)s», que se imprime aparte: no es un PDF") % acto
    )
    if notificacion.clase == Notificacion.Clase.NOTIFICACION:
        contenido.append(_("Acuse de recibo, que se devuelve firmado"))
    datos = {**_a_quien(notificacion), "clase": notificacion.get_clase_display(), "contenido": contenido}
    if notificacion.representante is not None:
        datos["representado"] = notificacion.destinatario.nombre_completo
    return _renderizar("portada_envio", datos, notificacion, reloj)


def _datos_del_acuse(notificacion: Notificacion) -> dict[str, object]:
    unidad = notificacion.expediente.unidad.nombre
    return {**_a_quien(notificacion), "expediente": notificacion.expediente.numero, "devolver": unidad}


def _a_quien(notificacion: Notificacion) -> dict[str, object]:
    receptor = notificacion.representante or notificacion.destinatario
    return {
        "numero": notificacion.numero,
        "destinatario": receptor.nombre_completo,
        "direccion": CODIGO_POSTAL.split(notificacion.direccion_postal, maxsplit=1),
    }


def _renderizar(plantilla: str, datos: dict[str, object], notificacion: Notificacion, reloj: Reloj) -> bytes:
    unidad = notificacion.expediente.unidad
    marco = Marco(
        entidad=str(settings.CONSISTORIO_ENTIDAD["nombre"]),
        dir3=unidad.dir3,
        titulo=notificacion.numero,
        csv="",
        url_verificacion=direccion_de_verificacion(),
        creado=reloj.ahora(),
        unidad=unidad.nombre,
    )
    return renderizar(plantilla, datos, marco=marco)


def _unir(partes: Sequence[BinaryIO], ultima: BinaryIO | None) -> BufferedRandom:
    """One PDF of several, as they look on paper; `ultima` begins on the front of a sheet."""
    unido = anonimo()
    with pikepdf.new() as todo:
        for pdf in partes:
            _anadir(todo, pdf)
        if ultima is not None:
            if len(todo.pages) % 2:
                todo.add_blank_page(page_size=A4)
            _anadir(todo, ultima)
        todo.save(unido)
    unido.seek(0)
    return unido


def _anadir(todo: pikepdf.Pdf, pdf: BinaryIO) -> None:
    with abrir(pdf) as uno:
        uno.flatten_annotations("print")
        todo.pages.extend(uno.pages)
