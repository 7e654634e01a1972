"""The way in to the accounts: each year with its figures, and what else this person may do."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.escritorio import lecturas_ejecucion as lecturas
from consistorio.canales.escritorio.lecturas_ejecucion import Filtro
from consistorio.canales.escritorio.vistas.economia.intervencion import pestanas
from consistorio.canales.escritorio.vistas.economia.marco import marco
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.contabilidad.consultas import ejercicios
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.depositos.permisos import VER as VER_DEPOSITOS
from consistorio.economia.facturas.permisos import CONFORMAR
from consistorio.economia.facturas.permisos import VER as VER_FACTURAS
from consistorio.economia.presupuesto.models import Presupuesto
from consistorio.economia.presupuesto.permisos import GASTO, PREVIA, VER
from consistorio.economia.recaudacion.permisos import APLICAR
from consistorio.economia.terceros.permisos import VER as VER_TERCEROS
from consistorio.economia.tesoreria.permisos import VER as VER_TESORERIA
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.intervencion.permisos import CONTESTAR
from consistorio.servicios.intervencion.permisos import VER as VER_CONTROL

A_LA_VISTA = 6  # years


@empleado(VER)
@require_GET
def economia(request: PeticionConActor) -> HttpResponse:
    """Years, the newest first, with what is spent and collected of each; and the rest of the accounts."""
    anios = []
    prorrogados = set(Presupuesto.objects.filter(prorrogado=True).values_list("pk", flat=True))
    for ejercicio in ejercicios()[:A_LA_VISTA]:
        gastos = lecturas.total_de_gasto(lecturas.aplicaciones(ejercicio.anio, Filtro()))
        ingresos = lecturas.total_de_ingreso(lecturas.conceptos(ejercicio.anio, Filtro()))
        anios.append(
            {
                "ejercicio": ejercicio,
                "prorrogado": ejercicio.anio in prorrogados,
                "enlaces": marco(request, ejercicio.anio, "")["pestanas"],
                "gastos": dict(zip(lecturas.DE_GASTO, gastos.cifras, strict=False)),
                "ingresos": dict(zip(lecturas.DE_INGRESO, ingresos.cifras, strict=False)),
                "anotar": request.actor.puede(GASTO) and ejercicio.estado == "abierto",
            }
        )
    contexto = {"titulo": _("Economía"), "anios": anios, "otras": _otras(request)}
    return render(request, "escritorio/economia/inicio.html", contexto)


def _otras(request: PeticionConActor) -> list[Enlace]:
    otras = []
    if request.actor.puede(VER_TESORERIA):
        otras.append(Enlace(_("Tesorería: bancos, pagos y arqueos"), reverse("escritorio:cuentas_de_tesoreria")))
    anio = hoy(reloj_de_la_casa()).year
    otras.append(Enlace(_("Nóminas, préstamos y otros años"), reverse("escritorio:nominas", args=[anio])))
    if request.actor.puede(GASTO) or request.actor.puede(PREVIA):
        otras.append(Enlace(_("Operaciones previas"), reverse("escritorio:previas", args=[anio])))
    if request.actor.puede(VER_FACTURAS) or request.actor.puede(CONFORMAR):
        otras.append(Enlace(_("Facturas"), reverse("escritorio:facturas")))
    if request.actor.puede(VER_CONTROL) or request.actor.puede(CONTESTAR):
        otras.append(Enlace(_("Control de Intervención"), pestanas(request, "")[0].url))
    if request.actor.puede(APLICAR):
        otras.append(Enlace(_("Cobros por aplicar"), reverse("escritorio:cobros")))
    if request.actor.puede(VER_DEPOSITOS):
        otras.append(Enlace(_("Fianzas, depósitos y avales"), reverse("escritorio:depositos")))
    if request.actor.puede(VER_TERCEROS):
        otras.append(Enlace(_("Terceros: a quién se paga y quién paga"), reverse("escritorio:terceros")))
    if request.actor.puede(VER_CONTABILIDAD):
        otras += [
            Enlace(_("Inmovilizado y amortización"), reverse("escritorio:inmovilizado")),
            Enlace(_("Ejercicios y fechas bloqueadas"), reverse("escritorio:ejercicios")),
            Enlace(_("Reglas de asiento"), reverse("escritorio:reglas")),
            Enlace(_("Equivalencias con el plan de cuentas"), reverse("escritorio:equivalencias")),
        ]
    return otras
