"""The model of an area: its layer, as it is written and as its file says it, and what is wrong with it by itself.

The layer of a draft has the shape of that of a procedure, so that the same changes (`edicion`) are made to both: its common pages are the
`pasos` of a `formulario`. A model has no legal values, no fee nor documents: those are of the procedures and of who answers for each.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo import consultas
from consistorio.tramitacion.catalogo.carga import arriba_de, problemas_de_modelo
from consistorio.tramitacion.catalogo.composicion import apilar, de_su_naturaleza, tareas_de
from consistorio.tramitacion.catalogo.diferencias import Diferencia, diferencias
from consistorio.tramitacion.catalogo.models import BorradorModelo, Modelo
from consistorio.tramitacion.catalogo.naturalezas import MARCA, VARIAS, de_cada_una, problemas_de_esperas
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tamanos import TAMANOS, entera, reducir
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.catalogo.tipos_conocidos import conocidos
from consistorio.tramitacion.catalogo.titulares import sin_titular
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

# What of a whole procedure a model says something of
_SUYO = ("tareas", "formulario")
MAXIMO_DE_HISTORIA = 50


@dato
class ModeloLeido:
    """The model of an area over the standard one. `compuesta`: with its tasks and its common pages. `definicion`: the same, typed, with
    everything that is in either size and of any nature. `estandar`: the standard model, in the same shape. `problemas`: of its own, procedures
    apart; `llanos`: the same, as a procedure over it would say them again."""

    documento: dict[str, Valor]
    compuesta: dict[str, Valor]
    definicion: Definicion
    estandar: dict[str, Valor]
    problemas: tuple[Problema, ...]
    llanos: tuple[Problema, ...]

    @property
    def cambios(self) -> tuple[Diferencia, ...]:
        """What it changes of the standard model, in words."""
        puestos = consultas.puestos_que_nombran(self.estandar, self.compuesta)
        return diferencias(self.estandar, self.compuesta, puestos=puestos)


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


def leer_modelo(documento: Mapping[str, Valor], *, en: date | None) -> ModeloLeido:
    """Compose it over the standard model in force, and check it. `en`: the day on which somebody must answer for each area that it names;
    None does not ask. Raises DatosIncorrectos without a standard model."""
    suyo = dict(documento)
    estandar = como_datos(arriba_de("").modelo.definicion)
    compuesta = sobre(estandar, suyo)
    tareas = _lista(compuesta.get("tareas"))
    definicion, _repetidos = leer_definicion(entera(_sin_marcas(compuesta)))
    de_arriba = (*problemas_de_modelo(suyo), *apilar(estandar, suyo)[2], *problemas_de_esperas(tareas))
    llanos, dichos = de_cada_una({n: _en_cada_tamano(_de_una(compuesta, n)) for n in VARIAS}, tareas)
    sin_nadie = sin_titular(definicion, en=en) if en else ()
    return ModeloLeido(
        documento=suyo,
        compuesta=compuesta,
        definicion=definicion,
        estandar=sobre(estandar, {"codigo": suyo.get("codigo")}),
        problemas=_una_vez(*de_arriba, *dichos, *sin_nadie),
        llanos=_una_vez(*de_arriba, *llanos, *sin_nadie),
    )


def sobre(estandar: dict[str, Valor], documento: dict[str, Valor]) -> dict[str, Valor]:
    """A model composed over the standard one, in the shape of a procedure as far as it says something: each thing says of which natures it is."""
    tareas, pasos, _problemas = apilar(estandar, documento)
    return {"area": documento.get("codigo"), "tareas": tareas, "formulario": {"pasos": pasos}}


def _de_una(compuesta: dict[str, Valor], naturaleza: str) -> dict[str, Valor]:
    """What procedures of that nature get of it."""
    pasos = de_su_naturaleza(_pasos(compuesta), naturaleza)
    tareas = tareas_de(_lista(compuesta.get("tareas")), naturaleza)
    legal: dict[str, Valor] = {"naturaleza": {"clase": naturaleza}}
    return {**compuesta, "tareas": tareas, "formulario": {"pasos": pasos}, "legal": legal}


def _sin_marcas(compuesta: dict[str, Valor]) -> dict[str, Valor]:
    """The same, without the natures."""
    tareas, pasos = (
        [{c: v for c, v in cosa.items() if c != MARCA} if isinstance(cosa, dict) else cosa for cosa in cosas]
        for cosas in (_lista(compuesta.get("tareas")), _pasos(compuesta))
    )
    return {**compuesta, "tareas": tareas, "formulario": {"pasos": pasos}}


def _en_cada_tamano(documento: dict[str, Valor]) -> list[Problema]:
    problemas: list[Problema] = []
    for tamano in TAMANOS:
        reducido, de_tamanos = reducir(documento, tamano)
        _definicion, leidos = leer_definicion(reducido, tipos_de_tarea=conocidos())
        problemas += [*de_tamanos, *(p for p in leidos if _es_del_modelo(p))]
    return problemas


def _es_del_modelo(problema: Problema) -> bool:
    """Whether it is of what a model says. Of the form as a whole, each procedure says what it declares (LPACAP 69.1)."""
    return problema.campo.split(".")[0].split("[")[0] in _SUYO and problema.campo != "formulario"


def _una_vez(*problemas: Problema) -> tuple[Problema, ...]:
    return tuple({(p.campo, p.mensaje): p for p in problemas}.values())


def _pasos(compuesta: Mapping[str, Valor]) -> list[Valor]:
    formulario = compuesta.get("formulario")
    return _lista(formulario.get("pasos")) if isinstance(formulario, dict) else []


def _lista(valor: Valor) -> list[Valor]:
    return list(valor) if isinstance(valor, list) else []


def borrador_de_modelo_para(actor: Actor, borrador_id: UUID, *, en: date) -> BorradorModelo | None:
    """An open draft of the model of an area for which a unit of this person answers."""
    abiertos = BorradorModelo.objects.select_related("editado_por__persona").filter(id=borrador_id, cerrado_el=None)
    return abiertos.filter(area__in=consultas.areas_de(actor, en=en)).first()


@dato
class ModeloDeArea:
    """The model of an area: in force, in trial, and its open draft; each may not be there. `unidad`: who answers for it; "" when nobody does."""

    codigo: str
    nombre: str
    unidad: str
    en_vigor: Modelo | None
    ensayo: Modelo | None
    borrador: BorradorModelo | None


def modelos_de_areas(*, en: date, areas: Collection[str] | None = None) -> list[ModeloDeArea]:
    """Those of every area, or of these, by name."""
    vivos = (Modelo.Estado.PUBLICADO, Modelo.Estado.ENSAYO)
    modelos = Modelo.objects.filter(clase=Modelo.Clase.AREA, estado__in=vivos).defer("definicion")
    por_estado = {(modelo.codigo, modelo.estado): modelo for modelo in modelos}
    abiertos = BorradorModelo.objects.filter(cerrado_el=None).select_related("editado_por__persona").defer("capa")
    borradores = {borrador.area: borrador for borrador in abiertos}
    return [
        ModeloDeArea(
            area.codigo,
            area.nombre,
            unidad.nombre if unidad else "",
            por_estado.get((area.codigo, Modelo.Estado.PUBLICADO.value)),
            por_estado.get((area.codigo, Modelo.Estado.ENSAYO.value)),
            borradores.get(area.codigo),
        )
        for area, unidad in consultas.areas_con_unidad(en=en)
        if areas is None or area.codigo in areas
    ]


@dato
class VersionDeModelo:
    """A version of the model of an area, and what it changes in words: of the one before it, or of the standard model."""

    modelo: Modelo
    cambios: tuple[Diferencia, ...]


def historia(area: str) -> list[VersionDeModelo]:
    """The versions that were in force or are, the newest first; at most fifty."""
    estandar = como_datos(arriba_de(area).modelo.definicion)
    filas = Modelo.objects.filter(clase=Modelo.Clase.AREA, codigo=area, publicado_el__isnull=False)
    versiones = list(filas.order_by("-numero")[: MAXIMO_DE_HISTORIA + 1])
    compuestas = [sobre(estandar, como_datos(modelo.definicion)) for modelo in versiones]
    antes = [*compuestas, sobre(estandar, {"codigo": area})][1:]
    puestos = consultas.puestos_que_nombran(*compuestas, *antes)
    hechas = [
        VersionDeModelo(modelo, diferencias(anterior, suya, puestos=puestos))
        for modelo, suya, anterior in zip(versiones, compuestas, antes, strict=True)
    ]
    return hechas[:MAXIMO_DE_HISTORIA]
