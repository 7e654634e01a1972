"""What an old case is once its rows were understood."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.dato import dato

# The definition that old cases hang from
PROCEDIMIENTO_ANTIGUO = "expediente-antiguo"
SIN_TIPO = "TD99"
# So many numbers are asked for at once: a query takes no more than 65,535
TANDA = 500


@dato
class ParteLeida:
    """A party. Without `nif` it is kept as text: nobody knows who it is. `razon_social`: of an organisation, whose other names are empty."""

    nif: str
    nombre: str
    apellido1: str = ""
    apellido2: str = ""
    razon_social: str = ""

    @property
    def nombre_completo(self) -> str:
        """All of its name."""
        return self.razon_social or " ".join(filter(None, (self.nombre, self.apellido1, self.apellido2)))


@dato
class DocumentoLeido:
    """A file of an old case. `ruta`: inside the folder, as the table says it. `tipo`: a code of the NTI, or what the old program called it."""

    linea: int
    ruta: str
    fichero: Path
    titulo: str
    fecha: date | None
    tipo: str
    sha256: str
    tamano: int

    def como_dato(self) -> dict[str, str]:
        """What makes it the same document the next time."""
        fecha = self.fecha.isoformat() if self.fecha else ""
        return {"fichero": self.ruta, "titulo": self.titulo, "fecha": fecha, "tipo": self.tipo, "sha256": self.sha256}


@dato
class CasoLeido:
    """An old case with all that came with it. `numero`: as the old program wrote it; `lugar`: its street, if there is one."""

    linea: int
    numero: str
    titulo: str
    procedimiento: str
    unidad: str
    inicio: date
    fin: date | None
    estado: str
    lugar: str
    partes: tuple[ParteLeida, ...]
    documentos: tuple[DocumentoLeido, ...]

    def como_dato(self) -> bytes:
        """What makes it the same case the next time."""
        return canonico(
            {
                "numero": self.numero,
                "titulo": self.titulo,
                "procedimiento": self.procedimiento,
                "unidad": self.unidad,
                "inicio": self.inicio.isoformat(),
                "fin": self.fin.isoformat() if self.fin else "",
                "estado": self.estado,
                "lugar": self.lugar,
                "partes": [[p.nif, p.nombre, p.apellido1, p.apellido2, p.razon_social] for p in self.partes],
                "documentos": [documento.como_dato() for documento in self.documentos],
            }
        )
