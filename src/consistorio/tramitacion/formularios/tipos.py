"""The typed view of a form definition."""

from __future__ import annotations

from decimal import Decimal

from consistorio.nucleo.dato import dato
from consistorio.tramitacion.formularios.condiciones import Condicion

TIPOS_DE_CAMPO = frozenset(
    {
        "texto",
        "texto_largo",
        "numero",
        "importe",
        "fecha",
        "seleccion",
        "opcion",
        "casillas",
        "casilla",
        "nif",
        "iban",
        "direccion",
        "telefono",
        "correo",
        "declaracion",
    }
)
CON_OPCIONES = frozenset({"seleccion", "opcion", "casillas"})
CON_ORDEN = frozenset({"numero", "importe", "fecha"})
PARTES_DIRECCION = ("via", "numero", "piso", "codigo_postal", "municipio", "provincia")
PARTES_DIRECCION_OBLIGATORIAS = ("via", "codigo_postal", "municipio")
FORMATOS_ADMITIDOS = {
    "pdf": ("application/pdf",),
    "imagen": ("image/jpeg", "image/png", "image/heic", "image/heif", "image/tiff", "image/webp"),
    "texto": ("text/plain", "text/csv"),
    "ofimatica": (
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "xml": ("application/xml", "text/xml"),
    "zip": ("application/zip",),
    "video": ("video/mp4", "video/webm"),
    "audio": ("audio/mpeg", "audio/ogg"),
}


@dato
class Opcion:
    """One answer of a closed list."""

    valor: str
    texto: str
    ayuda: str = ""


@dato
class Campo:
    """One question. Limits: `minimo`/`maximo` of numbers and amounts (euros), `largo` in characters."""

    codigo: str
    tipo: str
    etiqueta: str
    ayuda: str = ""
    obligatorio: bool = True
    condicion: Condicion | None = None
    opciones: tuple[Opcion, ...] = ()
    minimo: Decimal | None = None
    maximo: Decimal | None = None
    largo: int = 0
    entero: bool = False
    fecha_limite: str = ""
    error: str = ""
    autocompletar: str = ""


@dato
class Paso:
    """A page of questions, normally one."""

    codigo: str
    titulo: str
    campos: tuple[Campo, ...]
    ayuda: str = ""
    condicion: Condicion | None = None


@dato
class Requisito:
    """A document that the applicant provides. `max_bytes` per file; `formatos` are keys of FORMATOS_ADMITIDOS."""

    codigo: str
    nombre: str
    ayuda: str = ""
    obligatorio: bool = True
    condicion: Condicion | None = None
    tipo_documental: str = "TD99"
    formatos: tuple[str, ...] = ("pdf", "imagen")
    max_bytes: int = 250 * 1024 * 1024
    varios: bool = False
    ya_lo_tenemos: str = ""

    @property
    def tipos_mime(self) -> frozenset[str]:
        """The content types that are taken."""
        return frozenset(mime for formato in self.formatos for mime in FORMATOS_ADMITIDOS.get(formato, ()))


@dato
class Esquema:
    """A whole form."""

    pasos: tuple[Paso, ...]
    requisitos: tuple[Requisito, ...] = ()

    @property
    def campos(self) -> tuple[Campo, ...]:
        """Every question in order."""
        return tuple(campo for paso in self.pasos for campo in paso.campos)

    def paso(self, codigo: str) -> Paso | None:
        """The step with this code."""
        return next((paso for paso in self.pasos if paso.codigo == codigo), None)

    def campo(self, codigo: str) -> Campo | None:
        """The question with this code."""
        return next((campo for campo in self.campos if campo.codigo == codigo), None)

    def requisito(self, codigo: str) -> Requisito | None:
        """The requirement with this code."""
        return next((requisito for requisito in self.requisitos if requisito.codigo == codigo), None)
