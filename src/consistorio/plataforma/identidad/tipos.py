"""What an identification says of a person, whatever the means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, field
from datetime import date

from consistorio.nucleo.actor import Nivel
from consistorio.nucleo.dato import dato


@dato
class Identificacion:
    """An identification already verified by an adapter (certificate, Cl@ve), and the evidence to keep of it.

    `nif` is a Spanish number, or that of the document named by `tipo_documento`. With `organizacion_nif` the means itself
    accredits that the person represents that organisation, until `valida_hasta`.
    `evidencia` holds technical facts only: issuer, identifiers, times.
    """

    medio: str
    nivel: Nivel
    nif: str
    nombre: str
    apellido1: str = ""
    apellido2: str = ""
    tipo_documento: str = "nif"
    pais_documento: str = "ES"
    emisor: str = ""
    serie: str = ""
    huella: str = ""
    organizacion_nif: str = ""
    organizacion_nombre: str = ""
    valida_hasta: date | None = None
    evidencia: Mapping[str, str] = field(default_factory=dict)

    def a_datos(self) -> dict[str, object]:
        """As plain data, to wait in a row until the browser collects it."""
        datos: dict[str, object] = asdict(self)
        datos["nivel"] = int(self.nivel)
        datos["valida_hasta"] = self.valida_hasta.isoformat() if self.valida_hasta else None
        datos["evidencia"] = dict(self.evidencia)
        return datos

    @classmethod
    def de_datos(cls, datos: Mapping[str, object]) -> Identificacion:
        """The inverse of `a_datos`."""
        hasta = datos.get("valida_hasta")
        evidencia = datos.get("evidencia")
        textos = {
            campo: str(datos.get(campo, ""))
            for campo in (
                *("medio", "nif", "nombre", "apellido1", "apellido2", "tipo_documento", "pais_documento", "emisor"),
                *("serie", "huella", "organizacion_nif", "organizacion_nombre"),
            )
        }
        return cls(
            nivel=Nivel(int(str(datos["nivel"]))),
            valida_hasta=date.fromisoformat(hasta) if isinstance(hasta, str) else None,
            evidencia={str(k): str(v) for k, v in evidencia.items()} if isinstance(evidencia, Mapping) else {},
            **textos,
        )
