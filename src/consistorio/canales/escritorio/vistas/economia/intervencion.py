"""The control of Intervención: what waits for it, what was objected to, what was not fiscalised, and what is told of a year."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.vistas.economia.marco import ficheros
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import Tabla, descarga_de_tabla
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.economia.facturas.models import Factura
from consistorio.economia.intervenciones import acciones, consultas, iva
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.esperas_de_control import plazos_de_facturas
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.intervencion import acceso, informe
from consistorio.servicios.intervencion.consultas import contestados_de
from consistorio.servicios.intervencion.models import (
    AcuerdoDeControl,
    Comprobacion,
    EscritoDeControl,
    Omision,
    Reparo,
)
from consistorio.servicios.intervencion.models.omisiones import PENDIENTES
from consistorio.servicios.intervencion.operaciones import POR_RESOLVER
from consistorio.servicios.intervencion.permisos import FISCALIZAR, RESOLVER, VER
from consistorio.tramitacion.expedientes.permisos import VER as VER_EXPEDIENTES

POR_PAGINA = 50


def pestanas(request: PeticionConActor, actual: str) -> list[Enlace]:
    """The tabs that each person may open."""
    suyas = [("reparos", _("Reparos")), ("omisiones", _("Omisiones")), ("comprobaciones", _("Comprobaciones"))]
    if request.actor.puede(FISCALIZAR):
        suyas = [
            ("intervenir_facturas", _("Facturas")),
            ("obligaciones_por_intervenir", _("Obligaciones y pagos")),
            *suyas,
        ]
    enlaces = [Enlace(texto, reverse(f"escritorio:{puerta}"), puerta == actual) for puerta, texto in suyas]
    if request.actor.puede(VER):
        enlaces.append(
            Enlace(
                _("Requisitos básicos"), reverse("escritorio:listas_de_requisitos"), actual == "listas_de_requisitos"
            )
        )
        del_anio = reverse("escritorio:control_del_anio", args=[hoy(reloj_de_la_casa()).year])
        enlaces.append(Enlace(_("Informes"), del_anio, actual == "control_del_anio"))
    return enlaces


@empleado(FISCALIZAR)
@require_http_methods(["GET", "POST"])
def intervenir_facturas(request: PeticionConActor) -> HttpResponse:
    """The conformed invoices that wait, those that are right to be marked and recognised together."""
    reloj = reloj_de_la_casa()
    if request.method == "POST":
        return _intervenir_las_marcadas(request)
    cursor = identificador(request.GET.get("tras"))
    tras = Factura.objects.filter(id=cursor).first() if cursor else None
    halladas = consultas.por_intervenir(request.actor, en=hoy(reloj), tras=tras, limite=POR_PAGINA + 1)
    vistas = consultas.para_intervenir_varias(halladas[:POR_PAGINA], en=hoy(reloj))
    plazos = plazos_de_facturas([una.factura for una in vistas], en=hoy(reloj))
    base = reverse("escritorio:intervenir_facturas")
    contexto = {
        "titulo": _("Control de Intervención"),
        "pestanas": pestanas(request, "intervenir_facturas"),
        "vistas": [
            (
                una,
                consultas.queda_en(una.propuesta) if una.propuesta is not None else "",
                plazos.get(una.factura.id),
            )
            for una in vistas
        ],
        "deducciones": iva.deducciones(hoy(reloj).year),
        "hay_listas": any(una.lista for una in vistas),
        "siguiente": f"{base}?tras={halladas[POR_PAGINA - 1].id}" if len(halladas) > POR_PAGINA else "",
        "anterior": base if tras else "",
    }
    return render(request, "escritorio/economia/intervenir_facturas.html", contexto)


def _intervenir_las_marcadas(request: PeticionConActor) -> HttpResponse:
    reloj = reloj_de_la_casa()
    marcadas = [una for dicha in request.POST.getlist("marcada") if (una := identificador(dicha)) is not None]
    facturas = Factura.objects.select_related("unidad", "emisor", "expediente", "entrega").filter(id__in=marcadas)
    vistas = consultas.para_intervenir_varias(list(facturas), en=hoy(reloj))
    pedidas = []
    for vista in vistas:
        actividad, _dos_puntos, destino = request.POST.get(f"iva-{vista.factura.id}", "")[:40].partition(":")
        origen = vista.propuesta.id if vista.propuesta is not None else None
        pedidas.append(
            FacturaPorIntervenir(vista.factura.id, origen=origen, actividad=actividad, destino=destino or iva.COMUN)
        )
    try:
        acciones.intervenir_facturas(
            actor=request.actor, pedidas=pedidas, resultado="favorable", causas=(), texto=(), reloj=reloj
        )
    except (DatosIncorrectos, FaseIncompatible) as error:
        for dicho in [problema.mensaje for problema in error.problemas] or [error.mensaje]:
            messages.error(request, dicho)
        return redirect("escritorio:intervenir_facturas")
    hecho = ngettext(
        "Obligación reconocida: %(n)d factura. Firme el resultado en su portafirmas.",
        "Obligaciones reconocidas: %(n)d facturas. Firme el resultado en su portafirmas.",
        len(pedidas),
    )
    messages.success(request, hecho % {"n": len(pedidas)})
    return redirect("escritorio:intervenir_facturas")


@empleado(VER_EXPEDIENTES)  # each sees those that they may: `reparos_visibles`
@require_GET
def reparos(request: PeticionConActor) -> HttpResponse:
    """The reparos of obligations and payments, those that wait first."""
    cuales = request.GET.get("ver", "")
    suyos = acceso.reparos_visibles(request.actor, en=hoy(reloj_de_la_casa())).order_by("-formulado_el", "-id")
    filas = suyos if cuales == "todos" else suyos.filter(estado__in=POR_RESOLVER)
    base = reverse("escritorio:reparos")
    contexto = {
        "titulo": _("Control de Intervención"),
        "pestanas": pestanas(request, "reparos"),
        "filtros": [
            Enlace(_("Por resolver"), base, cuales != "todos"),
            Enlace(_("Todos"), f"{base}?ver=todos", cuales == "todos"),
        ],
        "reparos": list(filas[: POR_PAGINA * 2]),
    }
    return render(request, "escritorio/economia/reparos.html", contexto)


@empleado(VER_EXPEDIENTES)
@require_GET
def reparo(request: PeticionConActor, reparo_id: UUID) -> HttpResponse:
    """A reparo, its documents and what may be done with it now."""
    reloj = reloj_de_la_casa()
    uno = acceso.reparo_para(request.actor, reparo_id, motivo="Ver", reloj=reloj)
    suya = uno.fiscalizacion
    dirige = suya.unidad is not None and acceso.dirige(request.actor, suya.unidad, en=hoy(reloj))
    contexto = {
        "titulo": suya.asunto,
        "r": uno,
        "f": suya,
        "factura": _factura_de(suya.objeto),
        "contestados": contestados_de(suya),
        "en_firma": _en_firma(f"reparo:{uno.id}"),
        "actos": _actos_de_reparo(uno, dirige=dirige, resuelve=request.actor.puede(RESOLVER)),
    }
    return render(request, "escritorio/economia/reparo.html", contexto)


def _actos_de_reparo(uno: Reparo, *, dirige: bool, resuelve: bool) -> list[tuple[str, str]]:
    actos = []
    if dirige and uno.estado in (Reparo.Estado.ABIERTO, Reparo.Estado.CONFIRMADO):
        actos.append(("aceptar_objecion", _("Aceptarlo y decir cómo se arregla")))
    if dirige and uno.estado == Reparo.Estado.ABIERTO:
        actos.append(("discrepar_de_objecion", _("No aceptarlo")))
    if resuelve and uno.estado == Reparo.Estado.DISCREPANCIA:
        if uno.resuelve == Reparo.Resuelve.PRESIDENCIA:
            actos.append(("resolver_objecion", _("Escribir lo que resuelve la Presidencia")))
        else:
            actos.append(("acuerdo_de_objecion", _("Anotar lo que acordó el Pleno")))
    return actos


@empleado(VER_EXPEDIENTES)  # each sees those that they may: `omisiones_visibles`
@require_GET
def omisiones(request: PeticionConActor) -> HttpResponse:
    """What was not fiscalised, what waits first."""
    cuales = request.GET.get("ver", "")
    suyas = acceso.omisiones_visibles(request.actor, en=hoy(reloj_de_la_casa())).order_by("-notada_el", "-id")
    filas = suyas if cuales == "todas" else suyas.filter(estado__in=PENDIENTES)
    base = reverse("escritorio:omisiones")
    contexto = {
        "titulo": _("Control de Intervención"),
        "pestanas": pestanas(request, "omisiones"),
        "filtros": [
            Enlace(_("Por resolver"), base, cuales != "todas"),
            Enlace(_("Todas"), f"{base}?ver=todas", cuales == "todas"),
        ],
        "omisiones": list(filas[: POR_PAGINA * 2]),
    }
    return render(request, "escritorio/economia/omisiones.html", contexto)


@empleado(VER_EXPEDIENTES)
@require_GET
def omision(request: PeticionConActor, omision_id: UUID) -> HttpResponse:
    """An omission, its way and what comes now."""
    una = acceso.omision_para(request.actor, omision_id, motivo="Ver", reloj=reloj_de_la_casa())
    fiscaliza, resuelve = request.actor.puede(FISCALIZAR), request.actor.puede(RESOLVER)
    actos = []
    if fiscaliza and una.estado == Omision.Estado.NOTADA:
        actos.append(("informar_omision", _("Escribir el informe")))
    if resuelve and una.estado == Omision.Estado.INFORMADA:
        de_presidencia = una.decide == Omision.Decide.PRESIDENCIA
        texto = _("Escribir la decisión de la Presidencia") if de_presidencia else _("Anotar lo que se acordó")
        actos.append(("decidir_omision" if de_presidencia else "acuerdo_de_omision", texto))
    if fiscaliza and una.estado in PENDIENTES and una.devengo_id is None and una.objeto.startswith("factura:"):
        actos.append(("devengar_omision", _("Anotar lo que se debe en la cuenta 413")))
    contexto = {
        "titulo": una.asunto,
        "o": una,
        "factura": _factura_de(una.objeto),
        "en_firma": _en_firma(una.referencia),
        "actos": actos,
        "ve_cuentas": fiscaliza,
    }
    return render(request, "escritorio/economia/omision.html", contexto)


@empleado(VER_EXPEDIENTES)  # each sees those that they may: `comprobaciones_visibles`
@require_GET
def comprobaciones(request: PeticionConActor) -> HttpResponse:
    """The material checks of investments, those without an act first."""
    suyas = acceso.comprobaciones_visibles(request.actor, en=hoy(reloj_de_la_casa()))
    filas = sorted(
        suyas.order_by("-prevista_el", "-id")[: POR_PAGINA * 2],
        key=lambda una: una.estado != Comprobacion.Estado.DESIGNADA,
    )
    contexto = {
        "titulo": _("Control de Intervención"),
        "pestanas": pestanas(request, "comprobaciones"),
        "comprobaciones": [
            (una, _factura_de(una.objeto), una.designado_id == request.actor.id, _en_firma(una.referencia))
            for una in filas
        ],
    }
    return render(request, "escritorio/economia/comprobaciones.html", contexto)


@empleado(VER)
@require_GET
def control_del_anio(request: PeticionConActor, anio: int) -> HttpResponse:
    """What was controlled in a year, and its reports."""
    dicho = informe.control_de(anio)
    escritos = list(
        EscritoDeControl.objects.select_related("documento", "dacion")
        .filter(sobre__in=[f"anual:{anio}", f"resumen:{anio}"])
        .order_by("-escrito_el", "-id")
    )
    contexto = {
        "titulo": _("Control de Intervención"),
        "pestanas": pestanas(request, "control_del_anio"),
        "anio": anio,
        "anteriores": [anio - 1, anio, anio + 1] if anio < hoy(reloj_de_la_casa()).year else [anio - 1, anio],
        "control": dicho,
        "escritos": escritos,
        "acuerdos": AcuerdoDeControl.objects.select_related("documento").order_by("-desde", "-id")[:POR_PAGINA],
        "fiscaliza": request.actor.puede(FISCALIZAR),
        "descargas": ficheros("escritorio:fichero_del_control", anio, ""),
    }
    return render(request, "escritorio/economia/control_del_anio.html", contexto)


@empleado(VER)
@require_GET
def fichero_del_control(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """Every reparo, discrepancy and omission of a year as a file."""
    dicho = informe.control_de(anio)
    tabla = Tabla(_("Control %(anio)d") % {"anio": anio}, informe.cabeceras(), informe.filas(dicho.lineas))
    return descarga_de_tabla(tabla, formato, f"control-de-intervencion-{anio}")


@empleado(VER_EXPEDIENTES)  # each opens those that they may: `documento_para`
@require_GET
def documento_de_control(request: PeticionConActor, documento_id: UUID) -> HttpResponseBase:
    """A document of the control."""
    return entregar(acceso.documento_para(request.actor, documento_id, reloj=reloj_de_la_casa()))


def _factura_de(objeto: str) -> Factura | None:
    clase, _separador, clave = objeto.partition(":")
    return Factura.objects.filter(id=clave).first() if clase == "factura" else None


def _en_firma(sobre: str) -> EscritoDeControl | None:
    return (
        EscritoDeControl.objects.select_related("documento")
        .filter(sobre=sobre, estado=EscritoDeControl.Estado.EN_FIRMA)
        .first()
    )
