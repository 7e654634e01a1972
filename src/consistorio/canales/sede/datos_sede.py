"""What the town says of its own sede (RD 203/2021 art. 11): a JSON file named by `CONSISTORIO_SEDE_FICHERO`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field, fields, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.accion.automatizadas import ACTUACIONES

GENERAL = "general"


@dato
class Oficina:
    """An office that assists with registries (LPACAP 16.7; RD 203/2021 art. 11.2.i). `dir3`: its code; `mapa`: where it is, as a link."""

    nombre: str
    direccion: str
    telefono: str
    horario: str
    dir3: str
    mapa: str = ""


@dato
class OrganosDeActuacion:
    """Who is competent for an automated act (LRJSP 41.2) and since which resolution; `rendicion`: who checks it and how to complain
    (RD 203/2021 art. 11.1.i)."""

    especificaciones: str = ""
    programacion: str = ""
    mantenimiento: str = ""
    supervision: str = ""
    auditoria: str = ""
    impugnacion: str = ""
    rendicion: str = ""
    resolucion: str = ""
    fecha: date | None = None
    boletin: str = ""

    @property
    def completa(self) -> bool:
        """Whether everything that must be established before acting is said."""
        return all(getattr(self, campo.name) for campo in fields(self) if campo.name != "boletin")


@dato
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
    acto_enlace: str = ""
    delegado_proteccion_datos: str = ""
    presentacion_masiva: str = ""
    accesibilidad_unidad: str = ""
    accesibilidad_correo: str = ""
    accesibilidad_revisada: date | None = None
    no_accesible: tuple[str, ...] = ()
    oficinas: tuple[Oficina, ...] = ()
    actuaciones: Mapping[str, OrganosDeActuacion] = field(default_factory=dict)
    normativa_registro: tuple[str, ...] = ()

    @property
    def faltan(self) -> tuple[str, ...]:
        """Minimum contents of article 11 that the town has not published."""
        exigidos = {
            _("titular"): self.titular,
            _("órganos que la gestionan"): self.gestion,
            _("acto de creación"): self.acto_texto,
            _("enlace a la publicación del acto de creación («acto_creacion.enlace»)"): self.acto_enlace,
            _("normativa del registro"): self.normativa_registro,
            _("órganos de las actuaciones automatizadas (LRJSP art. 41.2)"): all(
                self.organos_de(codigo).completa for codigo in ACTUACIONES
            ),
            _("presentación masiva"): self.presentacion_masiva,
            _("ámbito"): self.ambito,
            _("oficinas de asistencia"): self.oficinas,
            _("protección de datos"): self.delegado_proteccion_datos,
            _("unidad de accesibilidad"): self.accesibilidad_unidad,
        }
        return tuple(nombre for nombre, valor in exigidos.items() if not valor)

    def organos_de(self, codigo: str) -> OrganosDeActuacion:
        """Those of one automated act: its own words, and the general ones where it has none."""
        general = self.actuaciones.get(GENERAL, OrganosDeActuacion())
        propios = self.actuaciones.get(codigo, OrganosDeActuacion())
        dichos = {campo.name: valor for campo in fields(propios) if (valor := getattr(propios, campo.name))}
        return replace(general, **dichos)


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
        acto_enlace=_enlace(acto.get("enlace")),
        accesibilidad_unidad=str(accesibilidad.get("unidad", "")),
        accesibilidad_correo=str(accesibilidad.get("correo", "")),
        accesibilidad_revisada=_fecha(accesibilidad.get("revisada")),
        no_accesible=tuple(str(t) for t in accesibilidad.get("no_accesible", ())),
        oficinas=tuple(Oficina(**o) for o in crudo.get("oficinas", ())),
        actuaciones={codigo: _organos(a) for codigo, a in crudo.get("organos_de_actuaciones", {}).items()},
        normativa_registro=tuple(str(t) for t in crudo.get("normativa_registro", ())),
    )


def _organos(crudo: Mapping[str, object]) -> OrganosDeActuacion:
    textos = {clave: str(valor) for clave, valor in crudo.items() if clave != "fecha"}
    return OrganosDeActuacion(fecha=_fecha(crudo.get("fecha")), **textos)


def _enlace(texto: object) -> str:
    """An address of the web, or nothing. Raises ValueError for anything else: it goes into a public page as a link."""
    direccion = str(texto or "").strip()
    if direccion and not direccion.startswith(("https://", "http://")):
        msg = _("«%(d)s» no es una dirección que empiece por https://") % {"d": direccion}
        raise ValueError(msg)
    return direccion


def _fecha(texto: object) -> date | None:
    return date.fromisoformat(texto) if isinstance(texto, str) and texto else None
