"""Values of the notifications."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO
from uuid import UUID

from consistorio.nucleo.dato import dato


class Canal(StrEnum):
    """How it is notified (LPACAP 41.1)."""

    ELECTRONICA = "electronica"
    PAPEL = "papel"


class MotivoCanal(StrEnum):
    """Why that channel."""

    OBLIGADO = "obligado"
    ELEGIDO = "elegido"
    POR_DEFECTO = "por_defecto"
    PRIMERA_EN_PAPEL = "primera_en_papel"


class Desenlace(StrEnum):
    """How a notification was practised. A practised one never changes: the first of several channels counts (41.7)."""

    ACCEDIDA = "accedida"
    RECHAZADA = "rechazada"
    CADUCADA = "caducada"
    ENTREGADA = "entregada"
    PUBLICADA = "publicada"


class ReglaCaducidad(StrEnum):
    """How the ten natural days of art. 43.2 end when the last one is inhábil; the rule applied is kept with each one."""

    SIN_PRORROGA = "sin_prorroga"
    PRORROGA_30_5 = "prorroga_30_5"


class ResultadoIntento(StrEnum):
    """What happened at the door."""

    ENTREGADA = "entregada"
    REHUSADA = "rehusada"
    AUSENTE = "ausente"
    DESCONOCIDO = "desconocido"
    DIRECCION_INCORRECTA = "direccion_incorrecta"
    FALLECIDO = "fallecido"


# The door closes at once: nobody is to be found there by coming back.
SIN_SEGUNDO_INTENTO = frozenset(
    {ResultadoIntento.DESCONOCIDO, ResultadoIntento.DIRECCION_INCORRECTA, ResultadoIntento.FALLECIDO}
)


@dato
class Recurso:
    """An appeal against the act, as its notification must say (LPACAP 40.2)."""

    nombre: str
    organo: str
    plazo: str
    norma: str = ""


@dato
class ContenidoNotificable:
    """What LPACAP 40.2 asks of a notification.

    `recurrible` False: an act of mere procedure, that tells so instead of listing appeals (112.1).
    `fin_de_via` None when it was not said.
    """

    texto: str
    organo: str
    fin_de_via: bool | None
    recurrible: bool
    recursos: tuple[Recurso, ...] = ()
    otros_recursos: str = ""
    efectos: str = ""


class Procedencia(StrEnum):
    """Where a postal address written down by hand comes from.

    That which the party gives is where they want to be notified (LPACAP 41.3), so it is of their later letters of that case too.
    That of the padrón (41.4: only to begin) or of another registry is of that letter alone: it is looked up each time.
    """

    PERSONA = "persona"
    PADRON = "padron"
    OTRO_REGISTRO = "otro_registro"


@dato
class DireccionPostal:
    """Where paper goes. `via`: street, number and floor. `pais`: only abroad, where postcodes have other shapes."""

    via: str
    codigo_postal: str
    municipio: str
    provincia: str = ""
    pais: str = ""

    def __str__(self) -> str:
        lugar = f"{self.codigo_postal.strip()} {self.municipio.strip()}".strip()
        return ", ".join(t for t in (self.via.strip(), lugar, self.provincia.strip(), self.pais.strip()) if t)

    def como_datos(self) -> dict[str, str]:
        """As the address that a party gave for their letters of the case (LPACAP 41.3)."""
        escrito = {campo.name: str(getattr(self, campo.name)).strip() for campo in fields(self)}
        return {clave: valor for clave, valor in escrito.items() if valor}


@dato
class PorEnviar:
    """One of the letters that are posted together. `codigo`: of the certified letter, if it has one."""

    notificacion_id: UUID
    codigo: str = ""


@dato
class FalloDeEnvio:
    """A letter that was not taken as posted, and why."""

    notificacion_id: UUID
    motivo: str


@dato
class ResultadoEnvio:
    """What became of the letters that were posted together."""

    enviadas: tuple[UUID, ...]
    fallidas: tuple[FalloDeEnvio, ...]


@dato
class Impreso:
    """A PDF to print, the name of its file and its SHA-256. `pdf` is a temporary file at its start, for the caller to close."""

    nombre: str
    pdf: BinaryIO
    huella: str


@dato
class Intento:
    """One attempt of delivery on paper. `receptor_edad` in years; only asked of those who are not the addressee."""

    momento: datetime
    resultado: ResultadoIntento
    receptor: str = ""
    receptor_es_destinatario: bool = True
    receptor_edad: int | None = None
