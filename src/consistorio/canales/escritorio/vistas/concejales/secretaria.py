"""What Secretaría keeps: what each councillor looked at, and which part of the budget each unit manages."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio.formularios_concejales import NuevoAmbito
from consistorio.canales.escritorio.lecturas_concejales import anio_de_las_cuentas, lo_mirado
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import unidades_vigentes
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.concejales import acciones, consultas
from consistorio.servicios.concejales.permisos import LLEVAR

POR_PAGINA = 50


@empleado(LLEVAR)
@require_GET
def seguimiento(request: PeticionConActor) -> HttpResponse:
    """The councillors, and the part of the budget of each unit."""
    dia = hoy(reloj_de_la_casa())
    contexto = {
        "titulo": _("Acceso de los concejales"),
        "concejales": consultas.concejales(en=dia),
        "antiguos": consultas.antiguos(en=dia),
        "ambitos": consultas.ambitos(en=dia),
    }
    return render(request, "escritorio/concejales/seguimiento.html", contexto)


@empleado(LLEVAR)
@require_GET
def consultado(request: PeticionConActor, empleado_id: UUID) -> HttpResponse:
    """What a councillor looked at as such, the newest first; also what was refused."""
    quien = Empleado.objects.select_related("persona").filter(id=empleado_id).first()
    registrar_acceso(request.actor, que="accesos", objeto_id=empleado_id, motivo=LLEVAR, permitido=quien is not None)
    if quien is None:
        raise NoEncontrado(_("No encontramos a esa persona."))
    antes = identificador(request.GET.get("antes"))
    filas = consultas.consultado_por(empleado_id, antes_de=antes, limite=POR_PAGINA + 1)
    base = reverse("escritorio:concejales_consultado", args=[empleado_id])
    mirado = lo_mirado({fila.objeto_id for fila in filas})
    peticiones = consultas.numeros_de([uno for fila in filas if (uno := identificador(fila.objeto_id)) is not None])
    contexto = {
        "titulo": _("Qué ha consultado %(n)s") % {"n": quien.nombre},
        "filas": [
            (fila, mirado.get(fila.objeto_id, _("Algo que no existe")), fila.objeto_id in peticiones)
            for fila in filas[:POR_PAGINA]
        ],
        "siguiente": f"{base}?antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": base if antes else "",
    }
    return render(request, "escritorio/concejales/consultado.html", contexto)


@empleado(LLEVAR)
@require_http_methods(["GET", "POST"])
def anotar_ambito(request: PeticionConActor) -> HttpResponse:
    """Say which part of the budget a unit manages."""
    unidades = {str(una.id): una.nombre for una in unidades_vigentes(en=hoy(reloj_de_la_casa()))}
    form = NuevoAmbito(
        request.POST if request.method == "POST" else None, unidades=unidades, anio=anio_de_las_cuentas()
    )

    def hacer() -> HttpResponse:
        acciones.anotar_ambito(
            actor=request.actor,
            unidad_id=UUID(form.cleaned_data["unidad"]),
            codigo=form.cleaned_data["codigo"],
            norma=form.cleaned_data["norma"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Anotado."))
        return redirect("escritorio:concejales_seguimiento")

    pagina = PaginaDeFormulario(
        _("Anotar qué presupuesto gestiona un área"),
        "",
        _("Quien tiene la delegación del área lo ve sin pedirlo (artículo 15.a del ROF)."),
        _("Anotar"),
        reverse("escritorio:concejales_seguimiento"),
        _("Acceso de los concejales"),
    )
    return atender(request, form, pagina, hacer)


@empleado(LLEVAR)
@require_POST
def cerrar_ambito(request: PeticionConActor, ambito_id: UUID) -> HttpResponse:
    """A unit manages that part of the budget no more."""
    acciones.cerrar_ambito(actor=request.actor, ambito_id=ambito_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Anotado: ya no lo gestiona."))
    return redirect("escritorio:concejales_seguimiento")
