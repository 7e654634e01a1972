"""The kinds of things that are found, and how each is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.buscador import economia
from consistorio.canales.escritorio.buscador.hallazgos import Hallazgo
from consistorio.documental.registro import consultas as registro
from consistorio.documental.registro.models import Asiento
from consistorio.nucleo.dato import dato
from consistorio.servicios.comunicaciones import consultas as comunicaciones
from consistorio.servicios.resoluciones import busqueda as resoluciones
from consistorio.tramitacion.expedientes import busqueda
from consistorio.tramitacion.expedientes.busqueda import Donde
from consistorio.tramitacion.expedientes.models import Expediente

Asientos = Sequence[Asiento]
Buscador = Callable[[Donde, Asientos], list[Hallazgo]]


@dato
class Clase:
    """A kind of thing: its name for people, how it is looked for, and whether a misspelt word is forgiven."""

    nombre: str | Promise
    buscar: Buscador
    perdona: bool = False


def _expedientes(donde: Donde, asientos: Asientos) -> list[Hallazgo]:
    """Also the cases of the entries of the registry that were found."""
    numeros = {asiento.numero_expediente for asiento in asientos} - {""}
    return de_casos(busqueda.expedientes_buscados(donde, numeros=numeros).select_related("unidad"))


def de_casos(casos: Iterable[Expediente]) -> list[Hallazgo]:
    """Cases as they are listed, read with their unit."""
    return [
        Hallazgo(
            fila.id,
            f"{fila.numero} · {fila.titulo}",
            f"{fila.unidad.nombre} · {fila.get_estado_display()}",
            reverse("escritorio:expediente", args=[fila.id]),
            fila.abierto_el,
        )
        for fila in casos
    ]


def _documentos(donde: Donde, _asientos: Asientos) -> list[Hallazgo]:
    return [
        Hallazgo(fila.id, fila.titulo, fila.csv, reverse("escritorio:documento", args=[fila.id]), fila.fecha_captura)
        for fila in busqueda.documentos_buscados(donde)
    ]


def _personas(donde: Donde, _asientos: Asientos) -> list[Hallazgo]:
    return [
        Hallazgo(fila.id, fila.nombre_completo, fila.nif, reverse("escritorio:persona", args=[fila.id]))
        for fila in busqueda.personas_buscadas(donde)
    ]


def _registro(donde: Donde, asientos: Asientos) -> list[Hallazgo]:
    return [
        Hallazgo(
            fila.id,
            f"{fila.numero_completo} · {fila.asunto}",
            fila.unidad_nombre,
            reverse("oac:asiento", args=[fila.id]),
            fila.registrado_el,
        )
        for fila in asientos
    ]


def asientos_de(donde: Donde) -> list[Asiento]:
    """The entries of the registry that fit, newest first: two kinds of things are made of them, and they are asked for once."""
    antes = registro.clave_de(donde.actor, donde.antes_de) if donde.antes_de is not None else None
    return registro.buscados(donde.actor, donde.texto, antes_de=antes, cuantos=donde.tope)


def _resoluciones(donde: Donde, _asientos: Asientos) -> list[Hallazgo]:
    return [
        Hallazgo(
            fila.id,
            f"{fila.numero_completo} · {fila.asunto}" if fila.numero_completo else fila.asunto,
            fila.get_estado_display(),
            reverse("escritorio:expediente", args=[fila.expediente_id]),
            fila.elevada_el,
        )
        for fila in resoluciones.buscadas(donde)
    ]


def _comunicaciones(donde: Donde, _asientos: Asientos) -> list[Hallazgo]:
    halladas = comunicaciones.buscadas(donde.actor, donde.texto, antes_de=donde.antes_de, limite=donde.tope)
    return [
        Hallazgo(
            fila.id,
            f"{fila.numero} · {fila.asunto}",
            fila.unidad.nombre,
            reverse("escritorio:comunicacion_interna", args=[fila.id]),
            fila.enviada_el,
        )
        for fila in halladas
    ]


CLASES: Mapping[str, Clase] = {
    "expedientes": Clase(_("Expedientes"), _expedientes, perdona=True),
    "documentos": Clase(_("Documentos"), _documentos, perdona=True),
    "personas": Clase(_("Personas"), _personas, perdona=True),
    "registro": Clase(_("Registro"), _registro),
    "resoluciones": Clase(_("Resoluciones"), _resoluciones),
    "comunicaciones": Clase(_("Comunicaciones internas"), _comunicaciones),
    "terceros": Clase(_("Terceros"), lambda donde, _asientos: economia.terceros_buscados(donde)),
    "facturas": Clase(_("Facturas"), lambda donde, _asientos: economia.facturas_buscadas(donde)),
    "operaciones": Clase(_("Operaciones contables"), lambda donde, _asientos: economia.operaciones_buscadas(donde)),
}
