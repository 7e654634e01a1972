"""Reads the tasks of a definition and checks that together they can be walked from the start to the end."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.tramitacion.catalogo import tipos_conocidos
from consistorio.tramitacion.catalogo.condiciones_de_tarea import comprobar_condicion, comprobar_que_se_sabe
from consistorio.tramitacion.catalogo.firmas import leer_firmas
from consistorio.tramitacion.catalogo.legales import leer_termino
from consistorio.tramitacion.catalogo.regimenes import LPACAP
from consistorio.tramitacion.catalogo.tipos import FASES, DefinicionTarea, Termino
from consistorio.tramitacion.formularios.condiciones import leer_condicion
from consistorio.tramitacion.formularios.esquema import CODIGO
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor, texto_de

# In the `datos` of a task: the code of the one whose writing it carries (a hearing, or a dictamen, on the proposal)
SOBRE = "sobre"
LLEVAN_LO_ESCRITO = frozenset({"audiencia", "consulta"})
# The later control of what was declared or communicated (LPACAP 69.3): its kind and its code
COMPROBACION = "comprobacion"


def leer_tareas(
    lector: Lector, esquema: Esquema, tipos: frozenset[str] | None, *, regimen: str = LPACAP
) -> tuple[DefinicionTarea, ...]:
    """The tasks in order, and what is wrong with each and with the whole. `regimen`: that of the term of the procedure."""
    leidas = [_leer_tarea(hijo, esquema, tipos, regimen) for hijo in lector.hijos("tareas", obligatorio=True)]
    tareas = tuple(sorted(leidas, key=lambda tarea: FASES.index(tarea.fase) if tarea.fase in FASES else 0))
    _comprobar_conjunto(lector, tareas)
    return tareas


def _leer_tarea(lector: Lector, esquema: Esquema, tipos: frozenset[str] | None, regimen: str) -> DefinicionTarea:
    codigo = lector.texto("codigo", obligatorio=True)
    if codigo and not CODIGO.fullmatch(codigo):
        lector.anotar("codigo", _("el código lleva solo letras minúsculas sin acentos, números y guion bajo."))
    tipo = lector.texto("tipo", obligatorio=True, maximo=60)
    if tipo and tipos is not None and tipo not in tipos:
        lector.anotar("tipo", _("no existe el tipo de tarea «%(t)s». Son: %(l)s.") % {"t": tipo, "l": _lista(tipos)})
    condicion = leer_condicion(lector.valor("condicion"), f"{lector.ruta}.condicion", lector.problemas)
    comprobar_condicion(lector, condicion, esquema)
    datos = lector.valor("datos")
    if datos is not None and not isinstance(datos, dict):
        lector.anotar("datos", _("aquí va un objeto, con sus claves entre llaves."))
    suyos = datos if isinstance(datos, dict) else _SIN_DATOS
    for problema in tipos_conocidos.problemas_de_datos(tipo, suyos, esquema):
        lector.anotar(f"datos.{problema.campo}" if problema.campo else "datos", problema.mensaje)
    tarea = DefinicionTarea(
        codigo=codigo,
        tipo=tipo,
        fase=lector.opcion("fase", FASES),
        nombre=lector.texto("nombre", obligatorio=True, maximo=200),
        preceptiva=lector.booleano("preceptiva"),
        paralela=lector.booleano("paralela"),
        norma=lector.texto("norma", maximo=200),
        tras=lector.textos("tras"),
        condicion=condicion,
        area=lector.texto("area", maximo=60),
        plazo_interno=_plazo(lector, regimen),
        datos=dict(datos) if isinstance(datos, dict) else _SIN_DATOS,
        firmas=leer_firmas(lector, tipo),
    )
    if tarea.preceptiva and not tarea.norma:
        lector.anotar("norma", _("una tarea preceptiva dice qué artículo la impone."))
    lector.sobrantes()
    return tarea


_SIN_DATOS: dict[str, Valor] = {}


def _plazo(lector: Lector, regimen: str) -> Termino | None:
    hijo = lector.hijo("plazo_interno")
    if hijo is None:
        return None
    termino = leer_termino(hijo, del_regimen=regimen)
    hijo.sobrantes()
    return termino


def _lista(tipos: frozenset[str]) -> str:
    return ", ".join(sorted(tipos))


def previas(tareas: tuple[DefinicionTarea, ...], tarea: DefinicionTarea) -> frozenset[str]:
    """The codes of the tasks that must be over before this one starts."""
    if tarea.tras:
        return frozenset(tarea.tras)
    fase = FASES.index(tarea.fase) if tarea.fase in FASES else 0
    return frozenset(
        otra.codigo for otra in tareas if not otra.paralela and otra.fase in FASES and FASES.index(otra.fase) < fase
    )


def _comprobar_conjunto(lector: Lector, tareas: tuple[DefinicionTarea, ...]) -> None:
    codigos = [tarea.codigo for tarea in tareas]
    for codigo in sorted({codigo for codigo in codigos if codigos.count(codigo) > 1}):
        lector.anotar("tareas", _("el código «%(c)s» está repetido.") % {"c": codigo})
    for tarea in tareas:
        for previa in tarea.tras:
            if previa not in codigos:
                lector.anotar(f"tareas[{tarea.codigo}].tras", _("no hay ninguna tarea «%(c)s».") % {"c": previa})
    _sin_vueltas(lector, tareas)
    _en_orden(lector, tareas)
    _con_resultado(lector, tareas)
    _sobre_lo_escrito(lector, tareas)
    _sobre_lo_anterior(lector, tareas)
    for tarea in tareas:
        if tarea.condicion is not None:
            comprobar_que_se_sabe(lector, tarea, anteriores(tareas, tarea), frozenset(codigos))


def _en_orden(lector: Lector, tareas: tuple[DefinicionTarea, ...]) -> None:
    """No task waits for one of a later phase: phases come one after another (LPACAP title IV)."""
    fases = {tarea.codigo: tarea.fase for tarea in tareas}
    for tarea in tareas:
        for previa in tarea.tras:
            despues = fases.get(previa, tarea.fase)
            if {despues, tarea.fase} <= set(FASES) and FASES.index(despues) > FASES.index(tarea.fase):
                mensaje = _("espera a «%(c)s», que es de una fase posterior (%(f)s).") % {"c": previa, "f": despues}
                lector.anotar(f"tareas[{tarea.codigo}].tras", mensaje)


def _con_resultado(lector: Lector, tareas: tuple[DefinicionTarea, ...]) -> None:
    """Every case ends, with a decision that is notified (LPACAP 21.1 and 40), and is closed after them (17 and 70)."""
    cierres = [tarea for tarea in tareas if tarea.tipo == "cierre"]
    if not cierres:
        lector.anotar("tareas", _("falta la tarea de cierre: todo expediente termina archivado."))
    for clase, falta in (
        ("resolucion", _("falta la tarea que resuelve: todo expediente termina con un resultado.")),
        ("notificacion", _("falta la tarea que notifica lo resuelto.")),
    ):
        codigos = {tarea.codigo for tarea in tareas if tarea.tipo == clase}
        if not codigos:
            lector.anotar("tareas", falta)
        elif any(codigos.isdisjoint(anteriores(tareas, cierre)) for cierre in cierres):
            lector.anotar("tareas", _("el cierre espera a «%(c)s».") % {"c": ", ".join(sorted(codigos))})


def _sobre_lo_escrito(lector: Lector, tareas: tuple[DefinicionTarea, ...]) -> None:
    """What carries the writing of another task carries that of a proposal, which is made before (LPACAP 81.2, 89.2)."""
    propuestas = {tarea.codigo for tarea in tareas if tarea.tipo == "propuesta"}
    for tarea in tareas:
        if SOBRE not in tarea.datos:
            continue
        lugar, otra = f"tareas[{tarea.codigo}].datos.{SOBRE}", texto_de(tarea.datos[SOBRE])
        if tarea.tipo not in LLEVAN_LO_ESCRITO:
            lector.anotar(lugar, _("una tarea de este tipo no lleva lo que escribe otra."))
        elif otra not in propuestas:
            lector.anotar(lugar, _("«%(c)s» no es una tarea que redacte una propuesta.") % {"c": otra})
        elif otra not in anteriores(tareas, tarea):
            lector.anotar(
                f"tareas[{tarea.codigo}].tras", _("tiene que esperar a «%(c)s», que es lo que lleva.") % {"c": otra}
            )


def _sobre_lo_anterior(lector: Lector, tareas: tuple[DefinicionTarea, ...]) -> None:
    """What goes on with what another task did comes after it, and that one is of a kind that it can go on with."""
    por_codigo = {tarea.codigo: tarea for tarea in tareas}
    for tarea in tareas:
        for clave, tipos in tipos_conocidos.anteriores_de(tarea.tipo).items():
            codigo = texto_de(tarea.datos.get(clave))
            if not codigo:
                continue
            otra, lugar = por_codigo.get(codigo), f"tareas[{tarea.codigo}].datos.{clave}"
            if otra is None:
                lector.anotar(lugar, _("no hay ninguna tarea «%(c)s».") % {"c": codigo})
            elif tipos and otra.tipo not in tipos:
                mensaje = _("«%(c)s» no vale: tiene que ser una tarea de tipo %(l)s.")
                lector.anotar(lugar, mensaje % {"c": codigo, "l": _lista(tipos)})
            elif codigo not in anteriores(tareas, tarea):
                mensaje = _("tiene que esperar a «%(c)s», de la que sigue.")
                lector.anotar(f"tareas[{tarea.codigo}].tras", mensaje % {"c": codigo})


def anteriores(tareas: tuple[DefinicionTarea, ...], tarea: DefinicionTarea) -> frozenset[str]:
    """The codes of every task that is over before this one starts, through those between."""
    por_codigo = {t.codigo: t for t in tareas}
    vistas: set[str] = set()
    faltan = set(previas(tareas, tarea))
    while faltan:
        codigo = faltan.pop()
        if codigo not in vistas:
            vistas.add(codigo)
            faltan |= previas(tareas, por_codigo[codigo]) if codigo in por_codigo else frozenset()
    return frozenset(vistas)


def _sin_vueltas(lector: Lector, tareas: tuple[DefinicionTarea, ...]) -> None:
    pendientes = {tarea.codigo: set(previas(tareas, tarea)) for tarea in tareas}
    existentes = set(pendientes)
    hechas: set[str] = set()
    while True:
        libres = {codigo for codigo, antes in pendientes.items() if not (antes & existentes) - hechas}
        if not libres:
            break
        hechas |= libres
        pendientes = {codigo: antes for codigo, antes in pendientes.items() if codigo not in libres}
    for codigo in sorted(pendientes):
        lector.anotar(
            f"tareas[{codigo}].tras", _("esta tarea no puede empezar nunca: espera a otra que la espera a ella.")
        )
