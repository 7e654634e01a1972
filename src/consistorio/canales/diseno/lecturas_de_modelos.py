"""What the pages of the model of an area show: its draft, and what it would do to each procedure, with where each thing is mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.diseno.lecturas import Leido, borrador_de, donde, paginas_de
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo import consultas, modelos
from consistorio.tramitacion.catalogo.diferencias import diferencias
from consistorio.tramitacion.catalogo.efectos import Efecto, Efectos, efectos_de
from consistorio.tramitacion.catalogo.lugares import con_nombres
from consistorio.tramitacion.catalogo.modelos import leer_modelo
from consistorio.tramitacion.catalogo.models import Area, BorradorModelo, Modelo
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

_ENTRE_CORCHETES = re.compile(r"\[([a-z0-9_]+)\]")


@dato
class ProblemaMostrado:
    """`donde`: the page of the draft of that procedure on which it is mended; `en_el_modelo`: that of the draft of the model. Each may be ""."""

    mensaje: str
    donde: str
    en_el_modelo: str


@dato
class EfectoMostrado:
    """A procedure that would change. `seguir`: its open draft, `preparar`: the version from which one is begun, for who may."""

    efecto: Efecto
    problemas: Sequence[ProblemaMostrado]
    seguir: str
    preparar: str


def en_edicion(actor: Actor, borrador_id: UUID) -> Leido:
    """The open draft of an area of this person, of its model or of a procedure. Raises NoEncontrado."""
    dia = hoy(reloj_de_la_casa())
    borrador = modelos.borrador_de_modelo_para(actor, borrador_id, en=dia)
    return borrador_de(actor, borrador_id) if borrador is None else _leido(actor, borrador)


def _leido(actor: Actor, borrador: BorradorModelo) -> Leido:
    dia = hoy(reloj_de_la_casa())
    capa = como_datos(borrador.capa)
    documento = modelos.documento_de(capa, 1)
    leido = leer_modelo(documento, en=dia)
    en_vigor = consultas.modelo_vigente(Modelo.Clase.AREA, borrador.area)
    antes = leido.estandar if en_vigor is None else leer_modelo(como_datos(en_vigor.definicion), en=dia).compuesta
    propias = {texto_de(p.get("codigo")) for p in _objetos(documento.get("pasos_comunes"))}
    formulario = leido.definicion.formulario
    areas = dict(Area.objects.values_list("codigo", "nombre"))
    tipos = {tarea.codigo: tarea.tipo for tarea in leido.definicion.tareas}
    puestos = consultas.puestos_que_nombran(antes, leido.compuesta)
    return Leido(
        borrador=borrador,
        nombre=_("Modelo de «%(a)s»") % {"a": areas.get(borrador.area, borrador.area)},
        capa=capa,
        escrita=leido.compuesta,
        compuesta=leido.compuesta,
        todo=leido.definicion,
        heredadas={texto_de(t.get("codigo")): t for t in _objetos(leido.estandar.get("tareas"))},
        definicion=leido.definicion,
        paginas=paginas_de(formulario, propias, leido.compuesta),
        documentos=(),
        problemas=[
            (p.mensaje, donde(actor, borrador, p, formulario, tipos))
            for p in con_nombres(leido.problemas, leido.compuesta)
        ],
        cambios=diferencias(antes, leido.compuesta, puestos=puestos),
        casos=(),
        definicion_rota=bool(leido.problemas),
        areas=areas,
        puestos=puestos,
        publicada=antes,
    )


def _efectos(documento: dict[str, Valor]) -> Efectos:
    """What putting that model in force would do."""
    dia = hoy(reloj_de_la_casa())
    suyos = leer_modelo(documento, en=dia).llanos
    return efectos_de(texto_de(documento.get("codigo")), documento, en=dia, del_modelo=suyos)


@dato
class EfectosMostrados:
    """Those of a model: what would be published with it, what is being prepared and is not right over it or is not published, and what stays as it
    is."""

    efectos: Efectos
    publicados: Sequence[EfectoMostrado]
    borradores: Sequence[EfectoMostrado]


def mostrados(actor: Actor, documento: dict[str, Valor], *, modelo: Leido | None = None) -> EfectosMostrados:
    """Those of that model, with where this person mends each problem. `modelo`: its draft, where it is what is looked at."""
    efectos = _efectos(documento)
    areas = consultas.areas_de(actor, en=hoy(reloj_de_la_casa()))
    suya = actor.puede(DISENAR) and texto_de(documento.get("codigo")) in areas
    dichos = {efecto.codigo for efecto in efectos.publicados}
    aparte = [efecto for efecto in efectos.borradores if efecto.problemas or efecto.codigo not in dichos]
    return EfectosMostrados(
        efectos=efectos,
        publicados=[_mostrado(actor, efecto, suya=suya, modelo=modelo) for efecto in efectos.publicados],
        borradores=[_mostrado(actor, efecto, suya=suya, modelo=modelo) for efecto in aparte],
    )


def _mostrado(actor: Actor, efecto: Efecto, *, suya: bool, modelo: Leido | None) -> EfectoMostrado:
    problemas = [
        ProblemaMostrado(p.mensaje, _en_su_borrador(actor, efecto, p) if suya else "", _en_el_modelo(modelo, p))
        for p in efecto.problemas
    ]
    return EfectoMostrado(
        efecto=efecto,
        problemas=problemas,
        seguir=reverse("diseno:borrador", args=[efecto.borrador.id]) if suya and efecto.borrador else "",
        preparar=str(efecto.version.id) if suya and efecto.version and efecto.borrador is None else "",
    )


def _en_su_borrador(actor: Actor, efecto: Efecto, problema: Problema) -> str:
    """Its pages show what it is over the model of today: only what it says by itself is surely on one."""
    if efecto.borrador is None:
        return ""
    nombrados = set(_ENTRE_CORCHETES.findall(problema.campo))
    if not problema.campo.startswith("casos[") and not nombrados <= _propios(efecto.leido.capa):
        return ""
    definicion = efecto.leido.definicion
    tipos = {tarea.codigo: tarea.tipo for tarea in definicion.tareas}
    return donde(actor, efecto.borrador, problema, definicion.formulario, tipos)


def _en_el_modelo(modelo: Leido | None, problema: Problema) -> str:
    """The page of the task of the model that the place names."""
    if modelo is None or not problema.campo.startswith("tareas"):
        return ""
    suyas = {*modelo.heredadas, *(tarea.codigo for tarea in modelo.tareas)}
    codigo = next((c for c in _ENTRE_CORCHETES.findall(problema.campo) if c in suyas), "")
    return reverse("diseno:tarea", args=[modelo.borrador.id, codigo]) if codigo else ""


def _propios(capa: dict[str, Valor]) -> set[str]:
    """The codes of what a layer says by itself: tasks that it adds or changes, questions and documents."""
    tareas, formulario = _objeto(capa.get("tareas")), _objeto(capa.get("formulario"))
    pasos = _objetos(formulario.get("pasos"))
    cosas = [*_objetos(tareas.get("anadir")), *_objetos(tareas.get("cambiar")), *pasos]
    cosas += [
        *_objetos(formulario.get("requisitos")),
        *(campo for paso in pasos for campo in _objetos(paso.get("campos"))),
    ]
    return {texto_de(cosa.get("codigo")) for cosa in cosas}


def _objeto(valor: Valor) -> dict[str, Valor]:
    return valor if isinstance(valor, dict) else {}


def _objetos(valor: Valor) -> list[dict[str, Valor]]:
    return [como_datos(cosa) for cosa in valor if isinstance(cosa, dict)] if isinstance(valor, list) else []
