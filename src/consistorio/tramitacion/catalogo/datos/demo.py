"""The example town's procedures, which unit answers for each area, and what its ordenanzas say of each fee."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.plataforma.organizacion.demostracion import exigir_demo
from consistorio.tramitacion.catalogo import acciones
from consistorio.tramitacion.catalogo.datos import CARPETA, ficheros
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION, LEGAL, LEGAL_DE
from consistorio.tramitacion.formularios.valores import Valor, como_datos

AREAS = {
    "atencion": ("LA0009990", "Atención a la ciudadanía"),
    "urbanismo": ("LA0009986", "Licencias de obra"),
    "servicios_tecnicos": ("LA0009987", "Servicios técnicos"),
    "via_publica": ("LA0009988", "Vía pública"),
    "policia_local": ("LA0009979", "Policía Local"),
    "movilidad": ("LA0009978", "Movilidad y tráfico"),
    "sanciones": ("LA0009988", "Sanciones"),
    "tributos": ("LA0009992", "Gestión Tributaria"),
    "intervencion": ("LA0009983", "Intervención"),
    "transparencia": ("LA0009976", "Transparencia"),
    "padron": ("LA0009970", "Padrón"),
    "tesoreria": ("LA0009971", "Tesorería"),
    "contratacion": ("LA0009972", "Contratación"),
    "cultura": ("LA0009973", "Cultura y asociaciones"),
    "deportes": ("LA0009973", "Deportes"),
    "servicios_sociales": ("LA0009974", "Servicios Sociales"),
    "personal": ("LA0009975", "Recursos Humanos"),
    "actividades": ("LA0009977", "Actividades y Comercio"),
    "servicios_juridicos": ("LA0009976", "Servicios Jurídicos"),
}


def tasas() -> Mapping[str, Valor]:
    """What Gestión Tributaria of the example town says of the fee of each procedure, by its code: what ships cannot know it."""
    return como_datos(json.loads((CARPETA / "villaejemplo" / "tasas.json").read_text("utf-8")))


def sembrar() -> Sequence[str]:
    """Load and publish the procedures that ship with the product, in the demo town. Repeating it changes nothing."""
    exigir_demo()
    cargar_todo(reloj=reloj_de_la_casa())
    return ()


def cargar_todo(*, reloj: Reloj) -> None:
    """The same with a given clock. Raises what the actions raise."""
    actor = Actor.sistema("demostracion", *DE_LA_INSTALACION)
    for area, (dir3, nombre) in AREAS.items():
        unidad = unidad_por_dir3(dir3, en=hoy(reloj))
        acciones.asignar_area(actor=actor, area=area, unidad_id=unidad.id, nombre=nombre, reloj=reloj)
    tributos = Actor.sistema("demostracion", LEGAL, LEGAL_DE["gestion_tributaria"])
    for codigo, tasa in tasas().items():
        acciones.anotar_valores_legales(actor=tributos, procedimiento=codigo, valores={"tasa": tasa}, reloj=reloj)
    for fichero in ficheros():
        carga = acciones.cargar(actor=actor, contenido=fichero.read_bytes(), reloj=reloj)
        if carga.version_id is None:
            continue
        version = VersionProcedimiento.objects.get(id=carga.version_id)
        if version.estado == VersionProcedimiento.Estado.ENSAYO:
            acciones.publicar(actor=actor, version_id=version.id, reloj=reloj)
