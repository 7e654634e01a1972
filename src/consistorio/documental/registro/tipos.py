"""Values that other rooms hand to the registry, and its code lists (SICRES 4: Resolución de 22 de julio de 2021)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato

if TYPE_CHECKING:
    from consistorio.plataforma.almacen.models import Contenido
    from consistorio.plataforma.identidad.models import Persona


class LibroCodigo(StrEnum):
    """The two books."""

    ENTRADA = "E"
    SALIDA = "S"


class Canal(StrEnum):
    """How it came in or goes out. SICRES `Modo_Registro`: counter is 01, the others 02."""

    SEDE = "sede"
    OFICINA = "oficina"
    CAJERO = "cajero"
    SIR = "sir"
    CORREO_POSTAL = "correo_postal"
    OTRO_REGISTRO = "otro_registro"
    API = "api"
    INTERNO = "interno"

    @property
    def etiqueta(self) -> str:
        """Words for people."""
        return str(CANALES[self])

    @property
    def es_presencial(self) -> bool:
        """Whether it came on paper to an office (LPACAP 16.4.d, 68.4)."""
        return self in {Canal.OFICINA, Canal.CORREO_POSTAL, Canal.OTRO_REGISTRO}


CANALES = {
    Canal.SEDE: _("Sede electrónica"),
    Canal.OFICINA: _("Oficina de asistencia en materia de registros"),
    Canal.CAJERO: _("Cajero ciudadano"),
    Canal.SIR: _("Sistema de Interconexión de Registros"),
    Canal.CORREO_POSTAL: _("Correo postal"),
    Canal.OTRO_REGISTRO: _("Otro registro, en papel"),
    Canal.API: _("Servicio electrónico"),
    Canal.INTERNO: _("Actuación del Ayuntamiento"),
}


class DocumentacionFisica(StrEnum):
    """SICRES `Documentacion_Fisica`: whether papers travel besides."""

    REQUERIDA = "1"
    COMPLEMENTARIA = "2"
    NINGUNA = "3"


class Transporte(StrEnum):
    """SICRES `Tipo_Transporte_Entrada`."""

    MENSAJERIA = "01"
    CORREO = "02"
    CERTIFICADO = "03"
    BUROFAX = "04"
    EN_MANO = "05"
    FAX = "06"
    OTROS = "07"
    OTROS_ELECTRONICOS = "08"

    @property
    def etiqueta(self) -> str:
        """Words for people."""
        return str(_TRANSPORTES[self])


_TRANSPORTES = {
    Transporte.MENSAJERIA: _("Mensajería"),
    Transporte.CORREO: _("Correo postal"),
    Transporte.CERTIFICADO: _("Correo certificado"),
    Transporte.BUROFAX: _("Burofax"),
    Transporte.EN_MANO: _("En mano"),
    Transporte.FAX: _("Fax"),
    Transporte.OTROS: _("Otro"),
    Transporte.OTROS_ELECTRONICOS: _("Otro medio electrónico"),
}
IDIOMAS = {
    "es": _("Castellano"),
    "ca": _("Catalán o valenciano"),
    "gl": _("Gallego"),
    "eu": _("Euskera"),
    "en": _("Inglés"),
    "fr": _("Francés"),
    "pt": _("Portugués"),
    "de": _("Alemán"),
    "ro": _("Rumano"),
    "ar": _("Árabe"),
    "mul": _("Otro"),
}


class CanalNotificacion(StrEnum):
    """Preferred channel of notification of a party (SICRES: 1 paper, 2 electronic)."""

    PAPEL = "papel"
    ELECTRONICA = "electronica"


@dato
class Parte:
    """An interested party of an entry, with who represents it, and the channel and place of notification, if known (66.1.b)."""

    persona: Persona
    representante: Persona | None = None
    canal: CanalNotificacion | None = None
    domicilio: Mapping[str, str] = field(default_factory=dict)


@dato
class Adjunto:
    """A document as it was filed. `sha256` in hex, `tamano` in bytes, `validez` a state of elaboración of the NTI (EE01...)."""

    documento_id: UUID
    nombre: str
    sha256: str
    tamano: int
    tipo_mime: str = "application/octet-stream"
    titulo: str = ""
    validez: str = "EE01"
    tipo_documental: str = "TD99"
    csv: str = ""
    observaciones: str = ""
    principal: bool = False


@dato
class Origen:
    """The other administration's data of what arrives by SIR or on paper of another registry (SICRES De_Origen)."""

    entidad: str = ""
    nombre: str = ""
    numero: str = ""
    fecha: datetime | None = None


@dato
class DatosComplementarios:
    """The optional fields of an entry (SICRES De_Asiento, De_Internos_Control; day-one list of the office)."""

    extracto: str = ""
    epigrafe: str = ""
    idioma: str = "es"
    codigo_asunto: str = ""
    referencia_externa: str = ""
    numero_expediente: str = ""
    codigo_sia: str = ""
    documentacion_fisica: DocumentacionFisica = DocumentacionFisica.NINGUNA
    transporte: Transporte | None = None
    numero_transporte: str = ""
    oficina: str = ""
    observaciones: str = ""
    expone: str = ""
    solicita: str = ""
    presentado_por: Persona | None = None
    origen: Origen = field(default_factory=Origen)
    avisos: Sequence[str] = ()


@dato
class DatosPersona:
    """A person as typed at the counter: the number, and the name in case the town hall does not know it yet.

    `tipo_documento` and `pais_documento` (ISO 3166-1): what document it is the number of, for who has neither DNI nor NIE.
    """

    nif: str
    nombre: str = ""
    apellido1: str = ""
    apellido2: str = ""
    tipo_documento: str = "nif"
    pais_documento: str = "ES"


@dato
class ParteEscrita:
    """A party as typed at the counter, with who represents it and where it is told things (LPACAP 66.1.b).

    `prefijo`: of the names of its boxes, to say beside which of them a problem is.
    """

    persona: DatosPersona
    representante: DatosPersona | None = None
    canal: CanalNotificacion | None = None
    domicilio: Mapping[str, str] = field(default_factory=dict)
    prefijo: str = ""


@dato
class Fichero:
    """A file received at the counter, already in the store.

    `validez`: EE01 if born electronic; EE03 a scan that whoever files it compared with the paper (LPACAP 27.3.b, asks for
    `copia.cotejar`); EE99 a scan without collation.
    """

    contenido: Contenido
    nombre: str
    validez: str = "EE99"
    tipo_documental: str = "TD99"


@dato
class EntradaMostrador:
    """What is typed at the counter for one entry. `presenta`: who stands there, if it is neither of the others.

    `unidad_id`: None when the procedure that it opens says which. `presentado`: when it was filed, if it was not here and now (at
    the post office, at another registry, during an outage: LPACAP 16.4); the entry's origin says where. `numero_reservado`: (year,
    number) that was written on the paper.
    """

    asunto: str
    unidad_id: UUID | None
    interesado: DatosPersona
    representante: DatosPersona | None = None
    presenta: DatosPersona | None = None
    canal: Canal = Canal.OFICINA
    canal_notificacion: CanalNotificacion | None = None
    domicilio: Mapping[str, str] = field(default_factory=dict)
    mas_partes: Sequence[ParteEscrita] = ()
    ficheros: Sequence[Fichero] = ()
    presentado: datetime | None = None
    numero_reservado: tuple[int, int] | None = None
    complementos: DatosComplementarios = field(default_factory=DatosComplementarios)

    @property
    def partes(self) -> tuple[ParteEscrita, ...]:
        """Every party, the first one first."""
        primera = ParteEscrita(self.interesado, self.representante, self.canal_notificacion, self.domicilio)
        return (primera, *self.mas_partes)


@dato
class SalidaMostrador:
    """What is typed at the office for one exit: whose it is (`unidad_id`), to whom it goes, and how.

    `csv`: the codes of documents made here that go out; `ficheros`, of what was not.
    """

    asunto: str
    unidad_id: UUID | None
    partes: Sequence[ParteEscrita]
    canal: Canal = Canal.CORREO_POSTAL
    csv: Sequence[str] = ()
    ficheros: Sequence[Fichero] = ()
    numero_reservado: tuple[int, int] | None = None
    complementos: DatosComplementarios = field(default_factory=DatosComplementarios)


@dato
class Apoderamiento:
    """A power as typed at the office (LPACAP 5.4, 6). `desde` and `hasta`: first and last day.

    Granted there (`acreditacion` apud_acta_presencial): `identificacion` is the document that whoever grants it showed, and
    `identidad_comprobada` that the official saw that it is theirs. Otherwise: `fichero`, the document that proves it, or `referencia`, of
    the electronic registry of powers.
    """

    representado: DatosPersona
    representante: DatosPersona
    acreditacion: str
    alcance: str
    desde: date
    hasta: date
    procedimiento: str = ""
    nombre_procedimiento: str = ""
    identificacion: str = ""
    identidad_comprobada: bool = False
    fichero: Fichero | None = None
    referencia: str = ""


@dato
class ProrrogaDeApoderamiento:
    """More time for a power, as told at the office by who gave it (LPACAP 6.6). `hasta`: the new last day, None when none was written.

    In person: `identificacion` and `identidad_comprobada`, as when it is granted. Otherwise `fichero`, the document that says so.
    """

    hasta: date | None
    en_persona: bool
    identificacion: str = ""
    identidad_comprobada: bool = False
    fichero: Fichero | None = None
    nombre_procedimiento: str = ""


@dato
class FinDeApoderamiento:
    """The end of a power as told at the office (LPACAP 6.6, 6.7). `quien` ends it: "representado" revokes, "representante" gives it up.

    In person: `identificacion` and `identidad_comprobada`, as when it is granted. Otherwise `fichero`, the document that says so.
    """

    quien: str
    en_persona: bool
    identificacion: str = ""
    identidad_comprobada: bool = False
    fichero: Fichero | None = None
    nombre_procedimiento: str = ""
