"""Pure rules of the registry: the number's form, what is compared under an idempotency key, the warning to the obliged."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from consistorio.documental.documentos.tipos import TIPOS_DOCUMENTALES
from consistorio.documental.registro.tipos import LibroCodigo
from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.errores import ServicioNoDisponible

SIN_TIPO = "TD99"
LARGO_NUMERO = 20  # SICRES 4, Numero_Registro_Entrada
# A clock may be put right by this much under our feet; more means that something is wrong and nobody should be given a date
AJUSTE_DE_RELOJ = timedelta(seconds=60)


def prefijo_valido(prefijo: str) -> bool:
    """Whether numbers with that prefix fit: up to 5 capital letters and digits, or none."""
    return re.fullmatch(r"[A-Z0-9]{0,5}", prefijo) is not None


def numero_completo(*, prefijo: str, libro: str, anio: int, numero: int) -> str:
    """`2026-E-00000417`, after the entity's prefix if it has one. At most 20 characters. Raises ValueError if longer."""
    texto = f"{prefijo}{anio:04d}-{libro}-{numero:08d}"
    if len(texto) > LARGO_NUMERO:
        msg = f"registry number {texto} is longer than {LARGO_NUMERO} characters: shorten the prefix"
        raise ValueError(msg)
    return texto


def huella_de(contenido: Mapping[str, object]) -> str:
    """SHA-256 in hex of what was asked to be filed: the same key with another fingerprint is a conflict."""
    return hashlib.sha256(canonico(contenido)).hexdigest()


def epigrafe_de(libro: str, tipo_documental: str) -> str:
    """The heading that says of what nature an entry is (LPACAP 16.3), from the kind of its main document."""
    if tipo_documental in TIPOS_DOCUMENTALES and tipo_documental != SIN_TIPO:
        return str(TIPOS_DOCUMENTALES[tipo_documental])
    return _("Escrito") if libro == LibroCodigo.ENTRADA else _("Oficio")


def hora_oficial(ahora: datetime, ultima: datetime | None) -> datetime:
    """The official time of the next entry: never before the last one's, so that times follow the order of numbers.

    A clock put back by less than a minute waits at the last entry's time. Raises ServicioNoDisponible when it is further back.
    """
    if ultima is None or ahora >= ultima:
        return ahora
    if ultima - ahora > AJUSTE_DE_RELOJ:
        raise ServicioNoDisponible(
            _("El reloj oficial va por detrás del último asiento y el registro no puede dar fecha."),
            que_hacer=_("Avise a quien administra el sistema: hay que poner en hora el servidor."),
        )
    return ultima


def aviso_obligado(causas: Sequence[str]) -> str:
    """The warning of LPACAP 68.4 for whoever filed on paper being obliged to electronic means (14.2, 14.3); "" for nobody."""
    distintas = sorted({causa for causa in causas if causa})
    if not distintas:
        return ""
    articulos = ", ".join(distintas)
    return _(
        "Quien presenta está obligado a relacionarse por medios electrónicos (artículo %(articulos)s de la Ley 39/2015). Se le "
        "requerirá para que lo presente por la sede electrónica y se considerará fecha de presentación aquella en que lo haga "
        "(artículo 68.4)."
    ) % {"articulos": articulos}


def tramos(numeros: Sequence[int]) -> str:
    """Numbers in order, as runs: [3, 4, 5, 9] is "3-5, 9"."""
    partes: list[tuple[int, int]] = []
    for numero in numeros:
        if partes and partes[-1][1] == numero - 1:
            partes[-1] = (partes[-1][0], numero)
        else:
            partes.append((numero, numero))
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in partes)


def texto_busqueda(*partes: str) -> str:
    """What the search box looks in: without accents, case or doubled spaces; ñ as n, so that it is found typed either way."""
    plano = unicodedata.normalize("NFKD", " ".join(partes).casefold())
    return " ".join("".join(c for c in plano if not unicodedata.combining(c)).split())
