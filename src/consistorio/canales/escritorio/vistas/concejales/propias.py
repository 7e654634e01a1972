"""What a councillor opens: their requests, what was granted, and what the law lets them see without asking."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_concejales as lecturas
from consistorio.canales.escritorio import lecturas_ejecucion
from consistorio.canales.escritorio.formularios_concejales import NuevaPeticion
from consistorio.canales.escritorio.lecturas_concejales import anio_de_las_cuentas
from consistorio.canales.escritorio.lecturas_ejecucion import Filtro
from consistorio.canales.escritorio.vistas.economia.marco import ejercicio_de
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.contabilidad.consultas import ejercicios
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import unidades_vigentes
from consistorio.servicios.concejales import acciones, consultas
from consistorio.servicios.concejales.consultas import LEIDO
from consistorio.servicios.concejales.permisos import DELEGACION, PEDIR

POR_PAGINA = 25
ANIOS_A_LA_VISTA = 6


@empleado(PEDIR)
@require_GET
def inicio(request: PeticionConActor) -> HttpResponse:
    """My requests, the newest first, and what I may see without asking."""
    antes = identificador(request.GET.get("antes"))
    filas = consultas.propias(request.actor, antes_de=antes, limite=POR_PAGINA + 1)
    base = reverse("escritorio:concejales")
    anio = anio_de_las_cuentas()
    sin_pedir = [Enlace(_("Resoluciones y acuerdos"), reverse("escritorio:concejales_decididas"))]
    if anio is not None:
        sin_pedir.insert(0, Enlace(_("Cuentas publicadas"), reverse("escritorio:concejales_cuentas", args=[anio])))
        if request.actor.puede(DELEGACION):
            propia = reverse("escritorio:concejales_delegacion", args=[anio])
            sin_pedir.insert(0, Enlace(_("Presupuesto de mi delegación"), propia))
    contexto = {
        "titulo": _("Información para concejales"),
        "filas": filas[:POR_PAGINA],
        "sin_pedir": sin_pedir,
        "siguiente": f"{base}?antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": base if antes else "",
    }
    return render(request, "escritorio/concejales/inicio.html", contexto)


@empleado(PEDIR)
@require_http_methods(["GET", "POST"])
def pedir(request: PeticionConActor) -> HttpResponse:
    """Ask for information."""
    unidades = {str(una.id): una.nombre for una in unidades_vigentes(en=hoy(reloj_de_la_casa()))}
    form = NuevaPeticion(
        request.POST if request.method == "POST" else None, unidades=unidades, initial={"clave": uuid4()}
    )

    def hacer() -> HttpResponse:
        peticion = acciones.pedir(
            actor=request.actor, clave=form.cleaned_data["clave"], pedido=form.pedido(), reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Petición presentada, con el número de registro %(n)s.") % {"n": peticion})
        return redirect("escritorio:concejales_peticion", peticion_id=peticion.id)

    pagina = PaginaDeFormulario(
        _("Pedir información"),
        "",
        _("Se resuelve en cinco días naturales. Si pasan sin una denegación motivada, queda concedida."),
        _("Presentar la petición"),
        reverse("escritorio:concejales"),
        _("Información para concejales"),
    )
    return atender(request, form, pagina, hacer)


@empleado(PEDIR)
@require_POST
def pedir_certificado(request: PeticionConActor, peticion_id: UUID) -> HttpResponse:
    """Ask Secretaría to certify the silence."""
    acciones.pedir_certificado(actor=request.actor, peticion_id=peticion_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Certificado pedido. Aparecerá aquí cuando lo firme Secretaría."))
    return redirect("escritorio:concejales_peticion", peticion_id=peticion_id)


@empleado(DELEGACION)
@require_GET
def delegacion(request: PeticionConActor, anio: int) -> HttpResponse:
    """The budget that my delegation manages (ROF 15.a)."""
    ejercicio_de(anio)
    ambitos = consultas.ambitos_de(request.actor, en=hoy(reloj_de_la_casa()))
    registrar_acceso(request.actor, que=LEIDO, objeto_id=f"delegacion:{anio}", motivo=DELEGACION)
    contexto = {
        "titulo": _("Presupuesto de mi delegación en %(anio)d") % {"anio": anio},
        "anios": _anios("escritorio:concejales_delegacion", anio),
        "ambitos": ambitos,
        "columnas": lecturas_ejecucion.columnas_de_gasto(),
        "p": lecturas.presupuesto(anio, {uno.codigo for uno in ambitos}, con_personas=False),
        "vuelta": reverse("escritorio:concejales"),
        "vuelta_texto": _("Información para concejales"),
    }
    return render(request, "escritorio/concejales/delegacion.html", contexto)


@empleado(PEDIR)
@require_GET
def cuentas(request: PeticionConActor, anio: int) -> HttpResponse:
    """The accounts that are published: the budget by chapter, what was sent each quarter, the settlement and the Cuenta General."""
    ejercicio_de(anio)
    gastos = lecturas_ejecucion.aplicaciones(anio, Filtro())
    ingresos = lecturas_ejecucion.conceptos(anio, Filtro())
    registrar_acceso(request.actor, que=LEIDO, objeto_id=f"cuentas:{anio}", motivo=PEDIR)
    contexto = {
        "titulo": _("Cuentas publicadas de %(anio)d") % {"anio": anio},
        "anio": anio,
        "anios": _anios("escritorio:concejales_cuentas", anio),
        "tablas": [
            (
                _("Gastos por capítulo"),
                lecturas_ejecucion.columnas_de_gasto(),
                lecturas_ejecucion.agrupadas(anio, gastos, "capitulo"),
                lecturas_ejecucion.total_de_gasto(gastos),
            ),
            (
                _("Ingresos por capítulo"),
                lecturas_ejecucion.columnas_de_ingreso(),
                lecturas_ejecucion.ingresos_por_capitulo(anio, ingresos),
                lecturas_ejecucion.total_de_ingreso(ingresos),
            ),
        ],
        "publicados": lecturas.publicados(anio),
    }
    return render(request, "escritorio/concejales/cuentas.html", contexto)


@empleado(PEDIR)
@require_GET
def documento_publicado(request: PeticionConActor, anio: int, documento_id: UUID) -> HttpResponseBase:
    """One of the documents of the published accounts."""
    uno = next((p.documento for p in lecturas.publicados(anio) if p.documento.id == documento_id), None)
    registrar_acceso(request.actor, que=LEIDO, objeto_id=documento_id, motivo=PEDIR, permitido=uno is not None)
    if uno is None:
        raise NoEncontrado(_("No encontramos ese documento entre las cuentas publicadas."))
    return entregar(uno)


@empleado(PEDIR)
@require_GET
def decididas(request: PeticionConActor) -> HttpResponse:
    """What was decided by any organ (ROF 15.b): when, by whom, of what procedure and in what sense."""
    registrar_acceso(request.actor, que=LEIDO, objeto_id="resoluciones", motivo=PEDIR)
    antes = identificador(request.GET.get("antes"))
    filas = lecturas.decididas(antes_de=antes, limite=POR_PAGINA + 1)
    base = reverse("escritorio:concejales_decididas")
    contexto = {
        "titulo": _("Resoluciones y acuerdos"),
        "filas": filas[:POR_PAGINA],
        "siguiente": f"{base}?antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": base if antes else "",
    }
    return render(request, "escritorio/concejales/decididas.html", contexto)


def _anios(puerta: str, actual: int) -> list[Enlace]:
    return [
        Enlace(str(uno.anio), reverse(puerta, args=[uno.anio]), uno.anio == actual)
        for uno in ejercicios()[:ANIOS_A_LA_VISTA]
    ]
