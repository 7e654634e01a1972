"""An open project changes: what it costs, until when, who finances it and what is of it. What it was stays for the years before (Orden HAP/1781/2013, rules 21-29)."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.reglas import en_centimos
from consistorio.economia.proyectos.eventos import CADENA, ProyectoCambiado
from consistorio.economia.proyectos.models import Agente, AplicacionDeProyecto, CambioDeProyecto, Proyecto
from consistorio.economia.proyectos.operaciones import (
    ANIOS,
    de_agentes,
    exclusivo_en,
    importe_bien,
    ponerse_en_fila,
    proyecto_de,
)
from consistorio.economia.proyectos.tipos import CambioPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

LARGO_MOTIVO = 500


def cambiar(codigo: str, pedido: CambioPedido, *, actor: Actor, reloj: Reloj) -> CambioDeProyecto:
    """Change a project from an open year on: its coefficients are the new ones in that year and those after it, and the old ones before.

    Writes: Proyecto, Agente, AplicacionDeProyecto, CambioDeProyecto. Emits: proyectos.proyecto.cambiado. Raises NoEncontrado, DatosIncorrectos with every problem.
    """
    exigir_transaccion()
    for anio in _abiertos():  # whoever closes one waits for this change, or this for the closing
        tomar_diario(anio)
    ponerse_en_fila()
    proyecto = proyecto_de(codigo)
    agentes = {agente.id: agente for agente in proyecto.agentes.order_by("nombre")}
    dejan = list(
        AplicacionDeProyecto.objects.select_related("aplicacion").filter(proyecto=proyecto, aplicacion__in=pedido.dejan)
    )
    problemas = _problemas(proyecto, agentes, dejan, pedido)
    if problemas:
        raise DatosIncorrectos(_("El proyecto no se ha cambiado."), problemas=problemas)
    cambio = CambioDeProyecto(
        id=uuid7(),
        proyecto=proyecto,
        ejercicio_id=pedido.ejercicio,
        motivo=pedido.motivo.strip(),
        antes={
            "nombre": proyecto.nombre,
            "hasta": proyecto.hasta,
            "gasto_total": f"{proyecto.gasto_total:.2f}",
            "agentes": {str(agente.id): f"{agente.aportacion:.2f}" for agente in agentes.values()},
            "aplicaciones": [f"{una.aplicacion.ejercicio_id} {una.aplicacion.codigo}" for una in dejan],
        },
        anotado_el=reloj.ahora(),
        anotado_por=actor.id,
    )
    proyecto.nombre, proyecto.hasta = pedido.nombre.strip(), pedido.hasta
    proyecto.gasto_total = en_centimos(pedido.gasto_total)
    proyecto.save(update_fields=["nombre", "hasta", "gasto_total"])
    for agente in agentes.values():
        agente.aportacion = en_centimos(pedido.aportaciones.get(agente.id, agente.aportacion))
    Agente.objects.bulk_update(agentes.values(), ["aportacion"])
    nuevos = [
        Agente(
            proyecto=proyecto,
            nombre=nuevo.nombre.strip(),
            economica=nuevo.economica,
            aportacion=en_centimos(nuevo.aportacion),
            exclusivo=nuevo.exclusivo,
        )
        for nuevo in pedido.nuevos
    ]
    Agente.objects.bulk_create(nuevos)
    for una in dejan:
        una.proyecto = None
    AplicacionDeProyecto.objects.bulk_update(dejan, ["proyecto"])
    cambio.save(force_insert=True)
    financiado = sum((agente.aportacion for agente in (*agentes.values(), *nuevos)), Decimal(0))
    hecho = ProyectoCambiado(
        proyecto.id, cambio.id, pedido.ejercicio, f"{proyecto.gasto_total:.2f}", f"{financiado:.2f}"
    )
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[cambio, proyecto, *agentes.values(), *nuevos, *dejan])
    return cambio


def _problemas(
    proyecto: Proyecto, agentes: dict[UUID, Agente], dejan: list[AplicacionDeProyecto], pedido: CambioPedido
) -> list[Problema]:
    hallados = _de_anios(proyecto, agentes, dejan, pedido)
    if not pedido.nombre.strip():
        hallados.append(Problema("nombre", _("Escriba cómo se llama el proyecto.")))
    if not pedido.motivo.strip() or len(pedido.motivo) > LARGO_MOTIVO:
        mensaje = _("Escriba por qué cambia, en %(n)d letras como mucho.") % {"n": LARGO_MOTIVO}
        hallados.append(Problema("motivo", mensaje))
    for cual, importe in pedido.aportaciones.items():
        if cual not in agentes:
            hallados.append(Problema("aportaciones", _("Quien aporta no es de este proyecto.")))
        elif importe and not importe_bien(importe):
            hallados.append(Problema(f"aportaciones.{cual}", _("La aportación son euros y céntimos, o cero.")))
    nombres = [agente.nombre for agente in agentes.values()] + [nuevo.nombre.strip() for nuevo in pedido.nuevos]
    if len(set(nombres)) < len(nombres):
        hallados.append(Problema("nuevos", _("Hay dos agentes con ese nombre: dígalo de otra manera.")))
    hallados += de_agentes("nuevos", pedido.nuevos, proyecto.desde, pedido.hasta)
    suma = sum((pedido.aportaciones.get(a.id, a.aportacion) for a in agentes.values()), Decimal(0))
    suma += sum((nuevo.aportacion for nuevo in pedido.nuevos), Decimal(0))
    if not importe_bien(pedido.gasto_total):
        hallados.append(Problema("gasto_total", _("El gasto total son euros y céntimos, mayor que cero.")))
    elif suma > pedido.gasto_total:
        hallados.append(Problema("gasto_total", _("Entre todos financian más de lo que cuesta el proyecto.")))
    elif not suma:
        hallados.append(Problema("aportaciones", _("Diga al menos quién lo financia y con cuánto.")))
    if len(dejan) < len(set(pedido.dejan)):
        hallados.append(Problema("dejan", _("Alguna de esas aplicaciones no es del proyecto.")))
    return hallados


def _de_anios(
    proyecto: Proyecto, agentes: dict[UUID, Agente], dejan: list[AplicacionDeProyecto], pedido: CambioPedido
) -> list[Problema]:
    """The past is not changed: what closed years said of the project stays."""
    hallados = []
    abiertos = _abiertos()
    if pedido.ejercicio not in abiertos or pedido.ejercicio < proyecto.desde:
        hallados.append(Problema("ejercicio", _("El cambio vale desde un ejercicio abierto del proyecto.")))
    ultimo = proyecto.cambios.order_by("-ejercicio").values_list("ejercicio_id", flat=True).first()
    if ultimo is not None and pedido.ejercicio < ultimo:
        mensaje = _("Ya se cambió desde %(anio)d: este cambio no puede ser anterior.") % {"anio": ultimo}
        hallados.append(Problema("ejercicio", mensaje))
    con_gasto = proyecto.aplicaciones.exclude(aplicacion__in=pedido.dejan).order_by("-aplicacion__ejercicio")
    de_gasto = con_gasto.values_list("aplicacion__ejercicio_id", flat=True).first()
    minimo = max(uno for uno in (proyecto.desde, pedido.ejercicio, de_gasto) if uno is not None)
    if pedido.hasta not in ANIOS or pedido.hasta < minimo:
        mensaje = _("El último año no puede ser anterior a %(anio)d.") % {"anio": minimo}
        hallados.append(Problema("hasta", mensaje))
    for agente in agentes.values():
        otro = exclusivo_en(agente.economica, proyecto.desde, pedido.hasta, salvo=proyecto.id)
        if agente.exclusivo and otro is not None:
            mensaje = _("El concepto %(e)s es entero del proyecto %(p)s en alguno de esos años.")
            hallados.append(Problema("hasta", mensaje % {"e": agente.economica, "p": otro.proyecto.codigo}))
    for una in dejan:
        if una.aplicacion.ejercicio_id not in abiertos or una.aplicacion.ejercicio_id < pedido.ejercicio:
            mensaje = _("%(a)s es de un ejercicio cerrado, o anterior al cambio: sigue siendo del proyecto.")
            hallados.append(Problema("dejan", mensaje % {"a": una.aplicacion}))
    return hallados


def _abiertos() -> list[int]:
    abiertos = Ejercicio.objects.filter(estado=Ejercicio.Estado.ABIERTO).order_by("anio")
    return list(abiertos.values_list("anio", flat=True))
