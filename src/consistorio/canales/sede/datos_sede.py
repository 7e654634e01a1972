"""What the town says of its own sede (RD 203/2021 art. 11): a JSON file named by `CONSISTORIO_SEDE_FICHERO`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Oficina:
    """An office that assists with registries (LPACAP 16.7; RD 203/2021 art. 11.2.i). `dir3`: its code; `mapa`: where it is, as a link."""

    nombre: str
    direccion: str
    telefono: str
    horario: str
    dir3: str
    mapa: str = ""


@dataclass(frozen=True, slots=True)
class ActuacionAutomatizada:
    """An automated action (LRJSP 41; RD 203/2021 art. 11.1.i). `diseno`: how it works; `cuentas`: who checks it and how to appeal."""

    nombre: str
    norma: str
    organo: str
    firma: str
    datos: str
    diseno: str = ""
    cuentas: str = ""


@dataclass(frozen=True, slots=True)
class Incidencia:
    """A technical incident published with its extended terms (LPACAP 32.4). `desde` and `hasta` as people read them."""

    titulo: str
    desde: str
    hasta: str
    ampliacion: str


@dataclass(frozen=True, slots=True)
class DatosSede:
    """The contents of the sede that only the town knows. Empty text: not published yet, and the page says so."""

    direccion: str = ""
    telefono: str = ""
    telefono_largo: str = ""
    correo: str = ""
    horario: str = ""
    titular: str = ""
    gestion: str = ""
    ambito: str = ""
    acto_texto: str = ""
    acto_fecha: date | None = None
    acto_boletin: str = ""
    delegado_proteccion_datos: str = ""
    presentacion_masiva: str = ""
    accesibilidad_unidad: str = ""
    accesibilidad_correo: str = ""
    accesibilidad_revisada: date | None = None
    no_accesible: tuple[str, ...] = ()
    oficinas: tuple[Oficina, ...] = ()
    actuaciones: tuple[ActuacionAutomatizada, ...] = ()
    normativa_registro: tuple[str, ...] = ()
    incidencias: tuple[Incidencia, ...] = field(default=())

    @property
    def faltan(self) -> tuple[str, ...]:
        """Minimum contents of article 11 that the town has not published."""
        exigidos = {
            "titular": self.titular,
            "órganos que la gestionan": self.gestion,
            "acto de creación": self.acto_texto,
            "normativa del registro": self.normativa_registro,
            "actuaciones automatizadas, con su diseño y rendición de cuentas": bool(self.actuaciones)
            and all(a.diseno and a.cuentas for a in self.actuaciones),
            "presentación masiva": self.presentacion_masiva,
            "ámbito": self.ambito,
            "oficinas de asistencia": self.oficinas,
            "protección de datos": self.delegado_proteccion_datos,
            "unidad de accesibilidad": self.accesibilidad_unidad,
        }
        return tuple(nombre for nombre, valor in exigidos.items() if not valor)


def datos_sede() -> DatosSede:
    """The town's contents; all empty when no file is named. Raises ValueError when the file cannot be read."""
    return _leer(str(settings.CONSISTORIO_SEDE_FICHERO or ""))


def datos_del_ejemplo() -> DatosSede:
    """What the example town says: no real town may say the same."""
    return _leer(str(Path(__file__).parent / "datos" / "villaejemplo.json"))


@lru_cache(maxsize=4)
def _leer(ruta: str) -> DatosSede:
    if not ruta:
        return DatosSede()
    crudo = json.loads(Path(ruta).read_text(encoding="utf-8"))
    acto, accesibilidad = crudo.get("acto_creacion", {}), crudo.get("accesibilidad", {})
    simples = (
        "direccion",
        "telefono",
        "telefono_largo",
        "correo",
        "horario",
        "titular",
        "gestion",
        "ambito",
        "delegado_proteccion_datos",
        "presentacion_masiva",
    )
    return DatosSede(
        **{clave: str(crudo.get(clave, "")) for clave in simples},
        acto_texto=str(acto.get("texto", "")),
        acto_fecha=_fecha(acto.get("fecha")),
        acto_boletin=str(acto.get("boletin", "")),
        accesibilidad_unidad=str(accesibilidad.get("unidad", "")),
        accesibilidad_correo=str(accesibilidad.get("correo", "")),
        accesibilidad_revisada=_fecha(accesibilidad.get("revisada")),
        no_accesible=tuple(str(t) for t in accesibilidad.get("no_accesible", ())),
        oficinas=tuple(Oficina(**o) for o in crudo.get("oficinas", ())),
        actuaciones=tuple(ActuacionAutomatizada(**a) for a in crudo.get("actuaciones_automatizadas", ())),
        normativa_registro=tuple(str(t) for t in crudo.get("normativa_registro", ())),
        incidencias=tuple(Incidencia(**i) for i in crudo.get("incidencias", ())),
    )


def _fecha(texto: object) -> date | None:
    return date.fromisoformat(texto) if isinstance(texto, str) and texto else None
