"""Values that other rooms hand to the registry, and its code lists (SICRES 4: Resolución de 22 de julio de 2021)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

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
    API = "api"
    INTERNO = "interno"

    @property
    def etiqueta(self) -> str:
        """Words for people."""
        return _CANALES[self]

    @property
    def es_presencial(self) -> bool:
        """Whether it came on paper to an office (LPACAP 16.4.d, 68.4)."""
        return self in {Canal.OFICINA, Canal.CORREO_POSTAL}


_CANALES = {
    Canal.SEDE: "Sede electrónica",
    Canal.OFICINA: "Oficina de asistencia en materia de registros",
    Canal.CAJERO: "Cajero ciudadano",
    Canal.SIR: "Sistema de Interconexión de Registros",
    Canal.CORREO_POSTAL: "Correo postal",
    Canal.API: "Servicio electrónico",
    Canal.INTERNO: "Actuación del Ayuntamiento",
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


class CanalNotificacion(StrEnum):
    """Preferred channel of notification of a party (SICRES: 1 paper, 2 electronic)."""

    PAPEL = "papel"
    ELECTRONICA = "electronica"


@dataclass(frozen=True, slots=True)
class Parte:
    """An interested party of an entry, with who represents it, and the channel and place of notification, if known (66.1.b)."""

    persona: Persona
    representante: Persona | None = None
    canal: CanalNotificacion | None = None
    domicilio: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Origen:
    """The other administration's data of what arrives by SIR or on paper of another registry (SICRES De_Origen)."""

    entidad: str = ""
    nombre: str = ""
    numero: str = ""
    fecha: datetime | None = None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class DatosPersona:
    """A person as typed at the counter: the number, and the name in case the town hall does not know it yet."""

    nif: str
    nombre: str = ""
    apellido1: str = ""
    apellido2: str = ""


@dataclass(frozen=True, slots=True)
class Fichero:
    """A file received at the counter, already in the store.

    `validez`: EE01 if born electronic; EE03 a scan collated with the paper, and then `cotejado_por` says by whom (LPACAP 27.3.b);
    EE99 a scan without collation.
    """

    contenido: Contenido
    nombre: str
    validez: str = "EE99"
    cotejado_por: str = ""


@dataclass(frozen=True, slots=True)
class EntradaMostrador:
    """What is typed at the counter for one entry. `presenta`: who stands there, if it is neither of the other two.

    `unidad_id`: None when the procedure that it opens says which.
    """

    asunto: str
    unidad_id: UUID | None
    interesado: DatosPersona
    representante: DatosPersona | None = None
    presenta: DatosPersona | None = None
    canal: Canal = Canal.OFICINA
    canal_notificacion: CanalNotificacion | None = None
    domicilio: Mapping[str, str] = field(default_factory=dict)
    ficheros: Sequence[Fichero] = ()
    complementos: DatosComplementarios = field(default_factory=DatosComplementarios)
