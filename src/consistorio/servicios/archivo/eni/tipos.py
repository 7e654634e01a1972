"""What a document and a case say in ENI terms."""

from __future__ import annotations

from datetime import datetime

from consistorio.nucleo.dato import dato

_MAXIMO = 400


@dato
class FirmaEni:
    """One signature of a document: TF01 with its CSV, one inside the content (nothing more is said), or TF04/TF05 with its bytes."""

    tipo: str
    csv: str = ""
    regulacion_csv: str = ""
    base64: str = ""


@dato
class DocumentoEni:
    """A document with the minimum metadata. Either `contenido` or `referencia` (path of the file beside the XML) is given."""

    identificador: str
    organos: tuple[str, ...]
    fecha_captura: datetime
    origen_administracion: bool
    estado_elaboracion: str
    tipo_documental: str
    nombre_formato: str
    contenido: bytes | None = None
    referencia: str = ""
    documento_origen: str = ""
    firmas: tuple[FirmaEni, ...] = ()


@dato
class Indizado:
    """A document in the index. `huella` is the digest of the content's bytes; `funcion` its URI or name."""

    identificador: str
    huella: bytes
    funcion: str
    incorporado: datetime | None = None
    orden: int | None = None


@dato
class Carpeta:
    """A folder of the index."""

    identificador: str
    contenido: tuple[Indizado | Carpeta, ...]


@dato
class ExpedienteEni:
    """A case with the minimum metadata and its index. `estado` E01 open, E02 closed, E03 index for remission closed."""

    identificador: str
    organos: tuple[str, ...]
    fecha_apertura: datetime
    clasificacion: str
    estado: str
    interesados: tuple[str, ...]
    fecha_indice: datetime
    indice: tuple[Indizado | Carpeta, ...]
    visualizacion: bytes | None = None


@dato
class ProblemaEni:
    """One thing wrong: where (path of names) and what, for people. `grave` false: said, but not a no.

    What the file says of itself is quoted in it: written on one line, without control characters and cut when it is long.
    """

    donde: str
    mensaje: str
    grave: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "donde", _de_una_linea(self.donde))
        object.__setattr__(self, "mensaje", _de_una_linea(self.mensaje))

    def __str__(self) -> str:
        return f"{self.donde}: {self.mensaje}" if self.donde else self.mensaje


def _de_una_linea(texto: str) -> str:
    linea = "".join(c if c.isprintable() else " " for c in texto[:2000])
    return linea if len(linea) <= _MAXIMO else f"{linea[:_MAXIMO]}…"
