"""What is filed, by its nature: an application, a responsible declaration or a communication (LPACAP 66, 69). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.dato import dato
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.tramitacion.catalogo.tipos import COMUNICACION, DECLARACION, SOLICITUD, Definicion


@dato
class _Clase:
    """Its name, that of its file, and its kind of document (NTI). `declarada`: it has effects from its day."""

    nombre: str
    fichero: str
    tipo_documental: str
    declarada: bool = True


_CLASES: Mapping[str, _Clase] = {
    SOLICITUD: _Clase(gettext_noop("Solicitud"), "solicitud.pdf", "TD14", declarada=False),
    DECLARACION: _Clase(gettext_noop("Declaración responsable"), "declaracion-responsable.pdf", "TD05"),
    COMUNICACION: _Clase(gettext_noop("Comunicación"), "comunicacion.pdf", "TD18"),
}


def titulo_de_lo_presentado(definicion: Definicion) -> str:
    """The title of what is filed: what it is and its procedure, said once."""
    clase = _(_CLASES[definicion.legal.naturaleza].nombre)
    return definicion.nombre if definicion.nombre.startswith(clase) else f"{clase}: {definicion.nombre}"


def clase_de_lo_presentado(definicion: Definicion) -> str:
    """What is filed, where it is no application; "" where it is."""
    clase = _CLASES[definicion.legal.naturaleza]
    return _(clase.nombre) if clase.declarada else ""


def fichero_de_lo_presentado(definicion: Definicion) -> str:
    """The name of its file, which its receipt lists."""
    return _CLASES[definicion.legal.naturaleza].fichero


def tipo_de_lo_presentado(definicion: Definicion) -> str:
    """Its kind of document (NTI de Documento electrónico)."""
    return _CLASES[definicion.legal.naturaleza].tipo_documental


def efectos_en_el_justificante(definicion: Definicion, dia: date) -> str:
    """What the receipt says of its effects, filed on that day (LPACAP 69.3); "" for an application."""
    if not definicion.declarada:
        return ""
    return _(
        "Puede empezar su actividad o ejercer su derecho desde el %(d)s. El Ayuntamiento puede comprobarlo después (artículo 69.3 de la "
        "Ley 39/2015)."
    ) % {"d": fecha_larga(dia)}
