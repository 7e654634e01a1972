"""Open a project."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.proyectos.eventos import CADENA, ProyectoAbierto
from consistorio.economia.proyectos.models import Agente, Arrastre, Proyecto
from consistorio.economia.proyectos.permisos import LLEVAR
from consistorio.economia.proyectos.tipos import ProyectoNuevo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL art. 165.1; Orden HAP/1781/2013, reglas 21 a 29"
_CODIGO = re.compile(r"[0-9A-Z][0-9A-Z.-]{0,19}")
_ECONOMICA = re.compile(r"\d{3}(\d{2,4})?")
_CENTIMO = Decimal("0.01")
ANIOS = range(1990, 2100)


@accion("proyectos.proyecto.abierto", permiso=LLEVAR, norma=NORMA)
def abrir_proyecto(*, actor: Actor, nuevo: ProyectoNuevo, reloj: Reloj) -> Proyecto:
    """Open a project with who finances it, and what it brings of earlier years.

    Who: with `proyectos.llevar`. Writes: Proyecto, Agente, Arrastre. Emits: proyectos.proyecto.abierto. Raises DatosIncorrectos with every problem.
    """
    if problemas := _problemas(nuevo):
        raise DatosIncorrectos(_("El proyecto no se ha abierto."), problemas=problemas)
    proyecto = Proyecto.objects.create(
        codigo=nuevo.codigo,
        nombre=nuevo.nombre.strip(),
        desde=nuevo.desde,
        hasta=nuevo.hasta,
        gasto_total=nuevo.gasto_total,
    )
    agentes = [
        Agente(
            proyecto=proyecto, nombre=a.nombre, economica=a.economica, aportacion=a.aportacion, exclusivo=a.exclusivo
        )
        for a in nuevo.agentes
    ]
    Agente.objects.bulk_create(agentes)
    por_nombre = {agente.nombre: agente for agente in agentes}
    arrastres = [
        Arrastre(proyecto=proyecto, agente=por_nombre.get(a.agente), anio=a.anio, importe=a.importe)
        for a in nuevo.arrastres
    ]
    Arrastre.objects.bulk_create(arrastres)
    hecho = ProyectoAbierto(proyecto.id, proyecto.codigo, str(proyecto.gasto_total), len(agentes))
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[proyecto, *agentes, *arrastres])
    return proyecto


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
    if not _importe(nuevo.gasto_total):
        hallados.append(Problema("gasto_total", _("El gasto total son euros y céntimos, mayor que cero.")))
    elif sum((a.aportacion for a in nuevo.agentes), Decimal(0)) > nuevo.gasto_total:
        hallados.append(Problema("agentes", _("Entre todos financian más de lo que cuesta el proyecto.")))
    if not nuevo.agentes:
        hallados.append(Problema("agentes", _("Diga al menos quién lo financia y con cuánto.")))
    if len({a.nombre for a in nuevo.agentes}) < len(nuevo.agentes):
        hallados.append(Problema("agentes", _("Hay dos agentes con ese nombre: dígalo de otra manera.")))
    for n, agente in enumerate(nuevo.agentes):
        hallados += [Problema(f"agentes.{n}", mensaje) for mensaje in _de_agente(nuevo, n, agente.exclusivo)]
    conocidos = {"", *(a.nombre for a in nuevo.agentes)}
    for n, arrastre in enumerate(nuevo.arrastres):
        if arrastre.agente not in conocidos:
            hallados.append(Problema(f"arrastres.{n}", _("«%(a)s» no es de este proyecto.") % {"a": arrastre.agente}))
        if arrastre.anio < nuevo.desde or arrastre.anio > nuevo.hasta or not arrastre.importe:
            hallados.append(Problema(f"arrastres.{n}", _("El año es del proyecto, y el importe no es cero.")))
    return hallados


def _de_agente(nuevo: ProyectoNuevo, n: int, exclusivo: bool) -> list[str]:
    agente = nuevo.agentes[n]
    hallados = []
    if not agente.nombre.strip():
        hallados.append(_("Escriba quién financia."))
    if not _ECONOMICA.fullmatch(agente.economica):
        hallados.append(_("«%(e)s» no es un concepto de ingresos.") % {"e": agente.economica})
    if not _importe(agente.aportacion):
        hallados.append(_("La aportación son euros y céntimos, mayor que cero."))
    otro = Agente.objects.filter(economica=agente.economica, exclusivo=True).select_related("proyecto").first()
    if exclusivo and otro is not None:
        hallados.append(
            _("El concepto %(e)s ya es entero del proyecto %(p)s: diga que este no lo es.")
            % {"e": agente.economica, "p": otro.proyecto.codigo}
        )
    return hallados


def _importe(importe: Decimal) -> bool:
    return importe.is_finite() and importe > 0 and importe == importe.quantize(_CENTIMO)
