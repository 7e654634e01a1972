"""The printed book of a range of dates: its entries between the opening and the closing diligencias. Reads; writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.documental.registro.acciones.rectificar import vigente
from consistorio.documental.registro.consultas import del_periodo, inicio_del_dia
from consistorio.documental.registro.models import Asiento, EdicionLibro, ReservaNumeros
from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.textos import en_palabras

COLUMNAS = (
    gettext_noop("Número"),
    gettext_noop("Registro"),
    gettext_noop("Presentación"),
    gettext_noop("Interesado"),
    gettext_noop("Asunto"),
    gettext_noop("Unidad"),
    gettext_noop("Doc."),
    gettext_noop("Notas"),
)
ANCHOS = (8, 6, 7, 7, 8, 6, 3, 7)
NOMBRES = {"E": gettext_noop("Libro de registro de entrada"), "S": gettext_noop("Libro de registro de salida")}


@dato
class LibroCompuesto:
    """The data of the template `libro`, and how many entries it holds."""

    datos: dict[str, object]
    asientos: int


def componer(edicion: EdicionLibro, *, entidad: str) -> LibroCompuesto:
    """The book as its template takes it. The closing diligencia gives the SHA-256 of the rows, in canonical JSON."""
    asientos = list(
        del_periodo(edicion.libro_id, edicion.desde, edicion.hasta)
        .select_related("anulacion")
        .prefetch_related("interesados", "documentos", "redirecciones__a_unidad", "rectificaciones")
    )
    filas = [_fila(asiento) for asiento in asientos]
    nombre, anio = _(NOMBRES[edicion.libro_id]), edicion.desde.year
    huella = hashlib.sha256(canonico(filas)).hexdigest()
    periodo = _("del %(desde)s al %(hasta)s") % {
        "desde": en_palabras(edicion.desde),
        "hasta": en_palabras(edicion.hasta),
    }
    primero_a_ultimo = (
        _("del número %(primero)s al %(ultimo)s")
        % {"primero": asientos[0].numero_completo, "ultimo": asientos[-1].numero_completo}
        if asientos
        else _("sin ningún número")
    )
    apertura = [
        _(
            "Diligencia de apertura. Se abre la impresión del %(libro)s (%(entidad)s) del año %(anio)s, con los asientos practicados "
            "%(periodo)s, en el orden de sus números y con la hora oficial de cada uno."
        )
        % {"libro": nombre.lower(), "entidad": entidad, "anio": anio, "periodo": periodo},
    ]
    cierre = [
        _(
            "Diligencia de cierre. Comprende %(cuantos)s asientos, %(cuales)s. La huella SHA-256 de su contenido es %(huella)s."
        )
        % {"cuantos": len(asientos), "cuales": primero_a_ultimo, "huella": huella},
        *_de_reservas(edicion, asientos),
    ]
    datos: dict[str, object] = {
        "titulo": nombre,
        "periodo": periodo[0].upper() + periodo[1:],
        "columnas": [_(columna) for columna in COLUMNAS],
        "anchos": list(ANCHOS),
        "filas": filas or [["—", *[""] * (len(COLUMNAS) - 2), _("Sin asientos")]],
        "apertura": apertura,
        "cierre": cierre,
    }
    return LibroCompuesto(datos, len(asientos))


def _fila(asiento: Asiento) -> list[str]:
    partes = sorted(asiento.interesados.all(), key=lambda parte: parte.orden)
    return [
        asiento.numero_completo,
        f"{en_madrid(asiento.registrado_el):%d/%m/%Y %H:%M:%S}",
        f"{en_madrid(asiento.presentado_el):%d/%m/%Y %H:%M:%S}",
        "; ".join(parte.nombre for parte in partes) or asiento.nombre_origen or _("No consta"),
        ". ".join(texto for texto in (vigente(asiento, "epigrafe"), vigente(asiento, "asunto")) if texto),
        asiento.unidad_nombre,
        str(len(asiento.documentos.all())),
        _notas(asiento),
    ]


def _notas(asiento: Asiento) -> str:
    notas = []
    anulacion = getattr(asiento, "anulacion", None)
    if anulacion is not None:
        dicha = {"dia": f"{en_madrid(anulacion.anulado_el):%d/%m/%Y}", "motivo": anulacion.motivo}
        notas.append(_("ANULADO el %(dia)s: %(motivo)s") % dicha)
    for redireccion in sorted(asiento.redirecciones.all(), key=lambda una: una.orden):
        dia = f"{en_madrid(redireccion.redirigido_el):%d/%m/%Y}"
        notas.append(_("Enviado a %(unidad)s el %(dia)s") % {"unidad": redireccion.a_unidad.nombre, "dia": dia})
    for una in sorted(asiento.rectificaciones.all(), key=lambda una: una.rectificado_el):
        dicho = {"campo": una.campo, "antes": una.antes, "motivo": una.motivo}
        notas.append(_("Rectificado: %(campo)s decía «%(antes)s» (%(motivo)s)") % dicho)
    if asiento.practicado_el != asiento.registrado_el:
        cuando = f"{en_madrid(asiento.practicado_el):%d/%m/%Y %H:%M}"
        notas.append(_("Número reservado; practicado el %(cuando)s") % {"cuando": cuando})
    return ". ".join(notas)


def _de_reservas(edicion: EdicionLibro, asientos: Sequence[Asiento]) -> list[str]:
    """The reserved numbers that nobody has used yet: they are no gaps, and the book says so."""
    usados = {asiento.numero for asiento in asientos}
    reservas = ReservaNumeros.objects.filter(
        libro_id=edicion.libro_id,
        reservado_el__gte=inicio_del_dia(edicion.desde),
        reservado_el__lt=inicio_del_dia(edicion.hasta.fromordinal(edicion.hasta.toordinal() + 1)),
    ).order_by("primero")
    textos = []
    for reserva in reservas:
        libres = [n for n in range(reserva.primero, reserva.ultimo + 1) if n not in usados]
        if libres:
            lista = {"motivo": reserva.motivo, "lista": ", ".join(map(str, libres))}
            textos.append(_("Números reservados sin usar (%(motivo)s): %(lista)s.") % lista)
    return textos
