"""The model of an area: its layer, as it is written and as its file says it, and what is wrong with it by itself.

The layer of a draft has the shape of that of a procedure, so that the same changes (`edicion`) are made to both: its common pages are the
`pasos` of a `formulario`. A model has no legal values, no fee nor documents: those are of the procedures and of who answers for each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo import consultas
from consistorio.tramitacion.catalogo.carga import arriba_de, problemas_de_modelo
from consistorio.tramitacion.catalogo.composicion import componer
from consistorio.tramitacion.catalogo.diferencias import Diferencia, diferencias
from consistorio.tramitacion.catalogo.models import Modelo
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tamanos import TAMANOS, entera, reducir
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.catalogo.tipos_conocidos import conocidos
from consistorio.tramitacion.catalogo.titulares import sin_titular
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

# What of a whole procedure a model says something of
_SUYO = ("tareas", "formulario", "area")


@dato
class ModeloLeido:
    """The model of an area over the standard one. `compuesta`: with its tasks and its common pages. `definicion`: the same, typed, with
    everything that is in either size. `estandar`: the standard model, in the same shape. `problemas`: of its own, procedures apart."""

    documento: dict[str, Valor]
    compuesta: dict[str, Valor]
    definicion: Definicion
    estandar: dict[str, Valor]
    problemas: tuple[Problema, ...]

    @property
    def cambios(self) -> tuple[Diferencia, ...]:
        """What it changes of the standard model, in words."""
        return diferencias(self.estandar, self.compuesta)


def capa_de(definicion: Mapping[str, Valor]) -> dict[str, Valor]:
    """The layer of a draft, from what the file of a model says."""
    capa = {clave: definicion[clave] for clave in ("nombre", "tareas") if clave in definicion}
    return {
        "area": texto_de(definicion.get("codigo")),
        **capa,
        "formulario": {"pasos": definicion.get("pasos_comunes") or []},
    }


def capa_vacia(area: str, nombre: str) -> dict[str, Valor]:
    """That of an area that has no model yet."""
    return {"area": area, "nombre": nombre, "tareas": {}, "formulario": {"pasos": []}}


def documento_de(capa: Mapping[str, Valor], numero: int) -> dict[str, Valor]:
    """What the file of a model says, from the layer of a draft."""
    formulario = capa.get("formulario")
    pasos = formulario.get("pasos") if isinstance(formulario, dict) else None
    documento: dict[str, Valor] = {
        "clase": Modelo.Clase.AREA.value,
        "codigo": capa.get("area"),
        "numero": numero,
        "nombre": capa.get("nombre"),
        "tareas": capa.get("tareas") or {},
    }
    return {**documento, "pasos_comunes": pasos} if pasos else documento


def fichero_de(modelo: Modelo) -> bytes:
    """The file of a model, in UTF-8, to be read and compared by people too; loaded, it is the same model."""
    return json.dumps(modelo.definicion, ensure_ascii=False, indent=2).encode() + b"\n"


def leer_modelo(documento: Mapping[str, Valor], *, en: date) -> ModeloLeido:
    """Compose it over the standard model in force, and check it. Raises DatosIncorrectos without a standard model."""
    area = texto_de(documento.get("codigo"))
    estandar = como_datos(arriba_de(area).modelo.definicion)
    suyo = dict(documento)
    compuesto, problemas = componer(estandar, suyo)
    marco = problemas_de_modelo(suyo)
    entera_ = _como_procedimiento(area, compuesto["tareas"], [*_pasos(estandar), *_pasos(suyo)])
    definicion, _repetidos = leer_definicion(entera(entera_))
    hallados = [*marco, *problemas, *_en_cada_tamano(entera_), *sin_titular(definicion, en=en)]
    return ModeloLeido(
        documento=suyo,
        compuesta=entera_,
        definicion=definicion,
        estandar=_como_procedimiento(area, estandar.get("tareas"), _pasos(estandar)),
        problemas=tuple({(p.campo, p.mensaje): p for p in hallados}.values()),
    )


def _en_cada_tamano(documento: dict[str, Valor]) -> list[Problema]:
    problemas: list[Problema] = []
    for tamano in TAMANOS:
        reducido, de_tamanos = reducir(documento, tamano)
        _definicion, leidos = leer_definicion(reducido, tipos_de_tarea=conocidos())
        problemas += [*de_tamanos, *(p for p in leidos if p.campo.split(".")[0].split("[")[0] in _SUYO)]
    return problemas


def _como_procedimiento(area: str, tareas: Valor, pasos: list[Valor]) -> dict[str, Valor]:
    """A model in the shape of a procedure, as far as it says something."""
    return {"area": area, "tareas": tareas, "formulario": {"pasos": pasos}}


def _pasos(documento: Mapping[str, Valor]) -> list[Valor]:
    pasos = documento.get("pasos_comunes")
    return list(pasos) if isinstance(pasos, list) else []


@dato
class ModeloDeArea:
    """The model of an area through its versions: in force, in trial, those of before from the newest; each may not be there."""

    codigo: str
    nombre: str
    unidad: str
    en_vigor: Modelo | None
    ensayo: Modelo | None
    anteriores: tuple[Modelo, ...]


def modelos_de_areas(*, en: date, areas: list[str] | None = None) -> list[ModeloDeArea]:
    """Those of every area, or of these, by name, with the unit that answers for each ("" when none does). Without what they say."""
    filas = Modelo.objects.filter(clase=Modelo.Clase.AREA).defer("definicion").order_by("codigo", "-numero")
    if areas is not None:
        filas = filas.filter(codigo__in=areas)
    por_area: dict[str, list[Modelo]] = {}
    for fila in filas:
        por_area.setdefault(fila.codigo, []).append(fila)
    return [
        _de_area(area.codigo, area.nombre, unidad.nombre if unidad else "", por_area.get(area.codigo, []))
        for area, unidad in consultas.areas_con_unidad(en=en)
        if areas is None or area.codigo in areas
    ]


def _de_area(codigo: str, nombre: str, unidad: str, suyos: list[Modelo]) -> ModeloDeArea:
    por_estado = {modelo.estado: modelo for modelo in suyos}
    en_vigor, ensayo = por_estado.get(Modelo.Estado.PUBLICADO), por_estado.get(Modelo.Estado.ENSAYO)
    anteriores = tuple(modelo for modelo in suyos if modelo not in (en_vigor, ensayo))
    return ModeloDeArea(codigo, nombre, unidad or _("ninguna unidad"), en_vigor, ensayo, anteriores)
