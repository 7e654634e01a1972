"""What changes the projects inside somebody's open transaction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import connections
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import Aplicacion, LineaOperacion
from consistorio.economia.presupuesto.reglas import en_centimos
from consistorio.economia.proyectos.eventos import CADENA, AplicacionesAsignadas, DerechoAsignado, ProyectoAbierto
from consistorio.economia.proyectos.models import Agente, AplicacionDeProyecto, Arrastre, DerechoDeAgente, Proyecto
from consistorio.economia.proyectos.reglas import CON_DERECHOS
from consistorio.economia.proyectos.tipos import AgenteNuevo, ProyectoNuevo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

_CODIGO = re.compile(r"[0-9A-Z][0-9A-Z.-]{0,19}")
_ECONOMICA = re.compile(r"\d{3}(\d{2,4})?")
_CENTIMO = Decimal("0.01")
ANIOS = range(1990, 2100)
# A concept that is all of an agent is of nobody else in the years of its project
_EN_FILA = """
LOCK TABLE proyectos_agente IN SHARE ROW EXCLUSIVE MODE
"""


def abrir(nuevo: ProyectoNuevo, *, actor: Actor, reloj: Reloj) -> Proyecto:
    """Open a project with who finances it, and what it brings of earlier years.

    Writes: Proyecto, Agente, Arrastre. Emits: proyectos.proyecto.abierto. Raises DatosIncorrectos with every problem.
    """
    exigir_transaccion()
    ponerse_en_fila()
    if problemas := _problemas(nuevo):
        raise DatosIncorrectos(_("El proyecto no se ha abierto."), problemas=problemas)
    proyecto = Proyecto.objects.create(
        codigo=nuevo.codigo,
        nombre=nuevo.nombre.strip(),
        desde=nuevo.desde,
        hasta=nuevo.hasta,
        gasto_total=en_centimos(nuevo.gasto_total),
    )
    agentes = [
        Agente(
            proyecto=proyecto,
            nombre=a.nombre,
            economica=a.economica,
            aportacion=en_centimos(a.aportacion),
            exclusivo=a.exclusivo,
        )
        for a in nuevo.agentes
    ]
    Agente.objects.bulk_create(agentes)
    por_nombre = {agente.nombre: agente for agente in agentes}
    arrastres = [
        Arrastre(proyecto=proyecto, agente=por_nombre.get(a.agente), anio=a.anio, importe=en_centimos(a.importe))
        for a in nuevo.arrastres
    ]
    Arrastre.objects.bulk_create(arrastres)
    hecho = ProyectoAbierto(proyecto.id, proyecto.codigo, str(proyecto.gasto_total), len(agentes))
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[proyecto, *agentes, *arrastres])
    return proyecto


def asignar(codigo: str, aplicaciones: Sequence[UUID], *, actor: Actor, reloj: Reloj) -> list[AplicacionDeProyecto]:
    """Say that the whole expense of some applications is of a project, by its code.

    Writes: AplicacionDeProyecto. Emits: proyectos.aplicacion.asignada. Raises NoEncontrado, DatosIncorrectos with those
    that do not exist, are of a year that is not the project's or of another project.
    """
    exigir_transaccion()
    ponerse_en_fila()
    proyecto = proyecto_de(codigo)
    halladas = {a.id: a for a in Aplicacion.objects.filter(id__in=aplicaciones).select_related("de_proyecto__proyecto")}
    problemas = []
    for n, aplicacion_id in enumerate(aplicaciones):
        aplicacion = halladas.get(aplicacion_id)
        if aplicacion is None:
            problemas.append(Problema(f"aplicaciones.{n}", _("Esa aplicación no existe.")))
        elif not proyecto.desde <= aplicacion.ejercicio_id <= proyecto.hasta:
            mensaje = _("%(a)s es de %(anio)d, que no es un año del proyecto.")
            problemas.append(
                Problema(f"aplicaciones.{n}", mensaje % {"a": aplicacion, "anio": aplicacion.ejercicio_id})
            )
        elif (de_quien := _proyecto_de(aplicacion)) is not None:
            mensaje = _("%(a)s ya es del proyecto %(p)s.")
            problemas.append(Problema(f"aplicaciones.{n}", mensaje % {"a": aplicacion, "p": de_quien.codigo}))
    if problemas or not aplicaciones:
        raise DatosIncorrectos(_("No se ha asignado ninguna aplicación."), problemas=problemas)
    filas = [AplicacionDeProyecto(aplicacion=halladas[una], proyecto=proyecto) for una in dict.fromkeys(aplicaciones)]
    # One that was of a project and is not any more has its row
    AplicacionDeProyecto.objects.bulk_create(
        filas, update_conflicts=True, unique_fields=["aplicacion"], update_fields=["proyecto"]
    )
    hecho = AplicacionesAsignadas(proyecto.id, tuple(str(fila.aplicacion_id) for fila in filas))
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=filas)
    return filas


def asignar_derecho(agente_id: UUID, linea_id: UUID, *, actor: Actor, reloj: Reloj) -> DerechoDeAgente:
    """Say that a right, by its line, is of an agent whose concept is not only its own.

    Writes: DerechoDeAgente. Emits: proyectos.derecho.asignado. Raises NoEncontrado, Conflicto (the concept is another one, it
    is all of the agent, or the right is of somebody else already).
    """
    exigir_transaccion()
    agente = Agente.objects.select_related("proyecto").filter(id=agente_id).first()
    linea = (
        LineaOperacion.objects.select_related("concepto", "operacion")
        .filter(id=linea_id, operacion__clase__in=CON_DERECHOS, operacion__signo=1)
        .first()
    )
    if agente is None or linea is None:
        raise NoEncontrado(_("Ese agente o ese derecho no existe."))
    if linea.concepto is None or linea.concepto.economica != agente.economica:
        raise Conflicto(_("Ese derecho no es del concepto %(e)s.") % {"e": agente.economica})
    anio = linea.operacion.ejercicio_id
    if (entero := exclusivo_en(agente.economica, anio, anio)) is not None:
        raise Conflicto(
            _("Todo el concepto %(e)s es ya del proyecto %(p)s.") % {"e": agente.economica, "p": entero.proyecto.codigo}
        )
    if DerechoDeAgente.objects.filter(linea=linea).exists():
        raise Conflicto(_("Ese derecho ya es de quien financia un proyecto."))
    fila = DerechoDeAgente.objects.create(linea=linea, agente=agente)
    hecho = DerechoAsignado(agente.proyecto_id, agente.id, linea.id)
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[fila])
    return fila


def ponerse_en_fila() -> None:
    """One by one: concepts and applications are shared out among the projects."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_EN_FILA)


def _proyecto_de(aplicacion: Aplicacion) -> Proyecto | None:
    return aplicacion.de_proyecto.proyecto if hasattr(aplicacion, "de_proyecto") else None


def _problemas(nuevo: ProyectoNuevo) -> list[Problema]:
    hallados = []
    if not _CODIGO.fullmatch(nuevo.codigo):
        hallados.append(
            Problema("codigo", _("El código tiene de 1 a 20 cifras o letras mayúsculas, con puntos o guiones."))
        )
    elif Proyecto.objects.filter(codigo=nuevo.codigo).exists():
        hallados.append(Problema("codigo", _("Ya hay un proyecto con ese código: elija otro.")))
    if not nuevo.nombre.strip():
        hallados.append(Problema("nombre", _("Escriba cómo se llama el proyecto.")))
    if nuevo.desde not in ANIOS or nuevo.hasta not in ANIOS or nuevo.hasta < nuevo.desde:
        hallados.append(Problema("hasta", _("El último año no puede ser anterior al primero.")))
    if not importe_bien(nuevo.gasto_total):
        hallados.append(Problema("gasto_total", _("El gasto total son euros y céntimos, mayor que cero.")))
    elif sum((a.aportacion for a in nuevo.agentes), Decimal(0)) > nuevo.gasto_total:
        hallados.append(Problema("agentes", _("Entre todos financian más de lo que cuesta el proyecto.")))
    if not nuevo.agentes:
        hallados.append(Problema("agentes", _("Diga al menos quién lo financia y con cuánto.")))
    if len({a.nombre for a in nuevo.agentes}) < len(nuevo.agentes):
        hallados.append(Problema("agentes", _("Hay dos agentes con ese nombre: dígalo de otra manera.")))
    hallados += de_agentes("agentes", nuevo.agentes, nuevo.desde, nuevo.hasta)
    conocidos = {"", *(a.nombre for a in nuevo.agentes)}
    for n, arrastre in enumerate(nuevo.arrastres):
        if arrastre.agente not in conocidos:
            hallados.append(Problema(f"arrastres.{n}", _("«%(a)s» no es de este proyecto.") % {"a": arrastre.agente}))
        if arrastre.anio < nuevo.desde or arrastre.anio > nuevo.hasta or not importe_bien(abs(arrastre.importe)):
            mensaje = _("El año es del proyecto, y el importe son euros y céntimos que no son cero.")
            hallados.append(Problema(f"arrastres.{n}", mensaje))
    return hallados


def de_agentes(campo: str, agentes: Sequence[AgenteNuevo], desde: int, hasta: int) -> list[Problema]:
    """What is wrong with who would finance a project of those years, also among themselves."""
    hallados, enteros = list[Problema](), dict[str, str]()
    for n, agente in enumerate(agentes):
        hallados += [Problema(f"{campo}.{n}", texto) for texto in _de_agente(agente, desde, hasta)]
        if not agente.exclusivo:
            continue
        if agente.economica in enteros:
            mensaje = _("El concepto %(e)s ya es entero de %(quien)s: diga que este no lo es.")
            dicho = {"e": agente.economica, "quien": enteros[agente.economica]}
            hallados.append(Problema(f"{campo}.{n}", mensaje % dicho))
        enteros.setdefault(agente.economica, agente.nombre)
    return hallados


def _de_agente(agente: AgenteNuevo, desde: int, hasta: int) -> list[str]:
    hallados = []
    if not agente.nombre.strip():
        hallados.append(_("Escriba quién financia."))
    if not _ECONOMICA.fullmatch(agente.economica):
        hallados.append(_("«%(e)s» no es un concepto de ingresos.") % {"e": agente.economica})
    if not importe_bien(agente.aportacion):
        hallados.append(_("La aportación son euros y céntimos, mayor que cero."))
    otro = exclusivo_en(agente.economica, desde, hasta)
    if agente.exclusivo and otro is not None:
        hallados.append(
            _("El concepto %(e)s ya es entero del proyecto %(p)s: diga que este no lo es.")
            % {"e": agente.economica, "p": otro.proyecto.codigo}
        )
    return hallados


def exclusivo_en(economica: str, desde: int, hasta: int, *, salvo: UUID | None = None) -> Agente | None:
    """Whose the whole concept is in some of those years, but for a project."""
    suyos = Agente.objects.filter(economica=economica, exclusivo=True).select_related("proyecto")
    return suyos.filter(proyecto__desde__lte=hasta, proyecto__hasta__gte=desde).exclude(proyecto=salvo).first()


def importe_bien(importe: Decimal) -> bool:
    """Whether it is euros and cents, above zero."""
    return importe.is_finite() and importe > 0 and importe == importe.quantize(_CENTIMO)


def proyecto_de(codigo: str) -> Proyecto:
    """By its code. Raises NoEncontrado."""
    proyecto = Proyecto.objects.filter(codigo=codigo).first()
    if proyecto is None:
        raise NoEncontrado(_("No hay ningún proyecto %(codigo)s.") % {"codigo": codigo})
    return proyecto
