"""Pure rules: what a communication must have, how its number is written and read, and what makes a digest worth sending."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import en_madrid

MAXIMO_ASUNTO = 200
MAXIMO_TEXTO = 10_000
MAXIMO_DESTINOS = 20
MAXIMO_ADJUNTOS = 20
TOPE = 100  # from there on a count says «más de»
DESDE_LAS, HASTA_LAS = 7, 12  # hours of the town between which the digests of a day are sent
# What each count of a digest says, and the page of the desk where it is seen
LINEAS = (
    ("vencen_hoy", gettext_noop("Tareas suyas que vencen hoy o ya han vencido"), "/escritorio/?ver=vencen"),
    ("nuevas", gettext_noop("Tareas nuevas, suyas o sin asignar en su unidad"), "/escritorio/?ver=sin_asignar"),
    ("por_firmar", gettext_noop("Documentos por firmar"), "/escritorio/portafirmas/"),
    ("por_acusar", gettext_noop("Comunicaciones internas sin acuse de recibo"), "/escritorio/comunicaciones/"),
    ("menciones", gettext_noop("Notas en las que le avisan"), "/escritorio/menciones/"),
    ("por_repartir", gettext_noop("Entradas del registro por repartir"), "/escritorio/entradas/"),
)
AJUSTE = "/escritorio/resumen/"
_NUMERO = re.compile(r"(?:CI-)?(?:(\d{4})/)?(\d{1,6})", re.IGNORECASE)


def numero_de(anio: int, orden: int) -> str:
    """How a number is written: CI-AAAA/NNNNNN."""
    return f"CI-{anio}/{orden:06d}"


@dato
class NumeroBuscado:
    """A number that somebody looks for. Without a year, in those of every year."""

    anio: int | None
    orden: int


def numero_buscado(texto: str) -> NumeroBuscado | None:
    """The number that a text is: whole (CI-2026/000012), short (2026/12) or alone (12); None when it is something else."""
    hallado = _NUMERO.fullmatch(texto.strip())
    if hallado is None:
        return None
    anio, orden = hallado.groups()
    return NumeroBuscado(int(anio) if anio else None, int(orden))


def huella_de(asunto: str, texto: str) -> str:
    """SHA-256 in hex of what a communication says."""
    return hashlib.sha256(canonico({"asunto": asunto, "texto": texto})).hexdigest()


def problemas_del_mensaje(*, asunto: str, texto: str, destinos: int, adjuntos: int) -> list[Problema]:
    """Everything wrong with what was written, each beside its field."""
    problemas = []
    if not asunto.strip():
        problemas.append(Problema("asunto", _("Escriba el asunto.")))
    elif len(asunto.strip()) > MAXIMO_ASUNTO:
        problemas.append(Problema("asunto", _("El asunto tiene como mucho %(n)d caracteres.") % {"n": MAXIMO_ASUNTO}))
    if not texto.strip():
        problemas.append(Problema("texto", _("Escriba qué quiere comunicar.")))
    elif len(texto.strip()) > MAXIMO_TEXTO:
        problemas.append(
            Problema(
                "texto",
                _("El texto tiene como mucho %(n)d caracteres. Si necesita más, adjunte un fichero.")
                % {"n": MAXIMO_TEXTO},
            )
        )
    if not destinos:
        problemas.append(Problema("destinos", _("Elija al menos una unidad a la que va.")))
    elif destinos > MAXIMO_DESTINOS:
        problemas.append(Problema("destinos", _("Elija %(n)d unidades como mucho.") % {"n": MAXIMO_DESTINOS}))
    if adjuntos > MAXIMO_ADJUNTOS:
        problemas.append(Problema("ficheros", _("Adjunte %(n)d documentos como mucho.") % {"n": MAXIMO_ADJUNTOS}))
    return problemas


@dato
class Resumen:
    """How many things of each kind wait for somebody, counted up to `TOPE`."""

    vencen_hoy: int = 0
    nuevas: int = 0
    por_firmar: int = 0
    por_acusar: int = 0
    menciones: int = 0
    por_repartir: int = 0

    @property
    def dice_algo(self) -> bool:
        """Whether anything waits: an empty digest is not sent."""
        return any(getattr(self, clave) for clave, _texto, _url in LINEAS)


def es_hora_de_resumenes(momento: datetime) -> bool:
    """Whether digests are sent at that instant, on the clock of the town."""
    return DESDE_LAS <= en_madrid(momento).hour < HASTA_LAS


def correo_del_resumen(resumen: Resumen, *, entidad: str, sede: str) -> tuple[str, str]:
    """Subject and body: counts and addresses of one's own pages. It names no person, no case and no subject."""
    asunto = _("Lo que le espera hoy en su mesa de %(entidad)s") % {"entidad": entidad}
    base = sede.rstrip("/")
    lineas = [
        f"{_(texto)}: {_cuantas(getattr(resumen, clave))}\n{base}{url}"
        for clave, texto, url in LINEAS
        if getattr(resumen, clave)
    ]
    pie = _("Usted pidió este resumen. No lo conteste. Para dejar de recibirlo: %(url)s") % {"url": f"{base}{AJUSTE}"}
    return asunto, "\n\n".join([*lineas, pie]) + "\n"


def _cuantas(cuantas: int) -> str:
    return f"{cuantas}" if cuantas < TOPE else _("%(n)d o más") % {"n": TOPE}
