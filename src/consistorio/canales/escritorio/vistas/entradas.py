"""The registry of my unit: what came in and is in no case yet, and what is done with each entry."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_entradas
from consistorio.canales.escritorio.formularios_entradas import (
    AbrirExpediente,
    DevolverEntrada,
    ElegirTramite,
    UnirAExpediente,
)
from consistorio.canales.escritorio.lecturas_mesa import con_tope
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.documental.registro.acceso import asiento_para
from consistorio.documental.registro.acciones import redirigir
from consistorio.documental.registro.consultas import ultimo_envio
from consistorio.documental.registro.models import Asiento
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import oficinas_de_registro
from consistorio.servicios.archivo import importados
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.expedientes.consultas import por_numero
from consistorio.tramitacion.solicitudes import consultas
from consistorio.tramitacion.solicitudes.acciones import abrir_de_asiento, unir_asiento
from consistorio.tramitacion.solicitudes.consultas import VER_REGISTRO
from consistorio.tramitacion.solicitudes.permisos import ABRIR

POR_PAGINA = 25
REDIRIGIR = "registro.redirigir"


@empleado(VER_REGISTRO)
@require_GET
def entradas(request: PeticionConActor) -> HttpResponse:
    """A page of the entries of my units, newest first: those that wait, or all; and what was imported and waits."""
    if request.GET.get("ver") == "importados":
        return _importados(request)
    cual = "todas" if request.GET.get("ver") == "todas" else "sin_repartir"
    aqui = f"{reverse('escritorio:entradas')}?ver={cual}"
    tras = _uuid(request.GET.get("tras", ""))
    filas = consultas.bandeja_de_entradas(
        request.actor, sin_repartir=cual == "sin_repartir", tras=tras, limite=POR_PAGINA + 1
    )
    pagina = filas[:POR_PAGINA]
    registrar_acceso(request.actor, que="registro", objeto_id="bandeja", motivo="Registro de mi unidad")
    contexto = {
        "titulo": _("Registro de mi unidad"),
        "filtros": _filtros(request, cual),
        "filas": lecturas_entradas.filas(pagina),
        "sin_repartir": cual == "sin_repartir",
        "siguiente": f"{aqui}&tras={pagina[-1].asiento_id}" if len(filas) > POR_PAGINA else "",
        "anterior": aqui if tras else "",
    }
    return render(request, "escritorio/entradas.html", contexto)


def _importados(request: PeticionConActor) -> HttpResponse:
    registrar_acceso(request.actor, que="importacion_eni", objeto_id="bandeja", motivo="Registro de mi unidad")
    contexto = {
        "titulo": _("Registro de mi unidad"),
        "filtros": _filtros(request, "importados"),
        "importados": importados.pagina(request.actor),
    }
    return render(request, "escritorio/importados.html", contexto)


def _filtros(request: PeticionConActor, cual: str) -> list[Enlace]:
    cuantas = con_tope(consultas.cuantas_sin_repartir(request.actor))
    cuantos = con_tope(importados.en_espera(request.actor)[: consultas.TOPE_RECUENTO].count())
    base = reverse("escritorio:entradas")
    return [
        Enlace(_("Sin repartir (%s)") % cuantas, f"{base}?ver=sin_repartir", cual == "sin_repartir"),
        Enlace(_("Todas"), f"{base}?ver=todas", cual == "todas"),
        Enlace(_("Importados (%s)") % cuantos, f"{base}?ver=importados", cual == "importados"),
    ]


def _uuid(texto: str) -> UUID | None:
    try:
        return UUID(texto)
    except ValueError:
        return None


@empleado(VER_REGISTRO)
@require_GET
def entrada(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """One entry: what it says, its documents, and what may be done with it."""
    asiento = asiento_para(request.actor, asiento_id, motivo=_("Registro de mi unidad"))
    reparto = consultas.reparto_de(asiento_id)
    contexto = {
        "titulo": _("Asiento %(n)s") % {"n": asiento.numero_completo},
        "asiento": asiento,
        "reparto": reparto,
        "filas": lecturas_entradas.resumen(asiento),
        "documentos": asiento.documentos.select_related("documento__contenido").order_by("orden"),
        "avisos": asiento.avisos,
        "pendiente": reparto is not None and reparto.estado == reparto.Estado.PENDIENTE,
        "reparte": reparto is not None and reparto.unidad_id in request.actor.unidades and request.actor.puede(ABRIR),
        "puede_enviar": request.actor.puede(REDIRIGIR),
        "envio": ultimo_envio(asiento),
    }
    return render(request, "escritorio/entrada.html", contexto)


@empleado(VER_REGISTRO)
@require_GET
def documento(request: PeticionConActor, asiento_id: UUID, documento_id: UUID) -> StreamingHttpResponse:
    """The bytes of a document of an entry: it is in no case yet, so the entry is its door."""
    asiento = asiento_para(request.actor, asiento_id, motivo=_("Ver un documento del asiento"))
    fila = asiento.documentos.select_related("documento__contenido").filter(documento_id=documento_id).first()
    if fila is None:
        raise NoEncontrado(_("Ese documento no es de este asiento."))
    return entregar(fila.documento)


@empleado(ABRIR)
@require_http_methods(["GET", "POST"])
def abrir(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """Open a case with an entry: first which procedure, then how to notify and which document is which."""
    asiento = asiento_para(request.actor, asiento_id, motivo=_("Abrir un expediente"))
    elegido = request.POST.get("procedimiento") or request.GET.get("procedimiento", "")
    versiones = consultas.procedimientos_para(request.actor, reloj_de_la_casa())
    if elegido not in {version.procedimiento.codigo for version in versiones}:
        return _elegir(request, asiento, ElegirTramite(request.GET or None, versiones=versiones))
    definicion = vigente(elegido).tipada
    formulario = AbrirExpediente(
        request.POST if request.method == "POST" else None, asiento=asiento, definicion=definicion
    )

    def hacer() -> HttpResponse:
        solicitud = abrir_de_asiento(
            actor=request.actor, asiento_id=asiento_id, pedida=formulario.pedida(), reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Expediente %(n)s abierto.") % {"n": solicitud.expediente.numero})
        return redirect("escritorio:expediente", expediente_id=solicitud.expediente_id)

    explicacion = _("El plazo para resolver cuenta desde que entró en el registro, aunque el expediente se abra hoy.")
    pagina = _pagina(asiento, definicion.nombre, explicacion, _("Abrir el expediente"))
    return atender(request, formulario, pagina, hacer)


def _elegir(request: PeticionConActor, asiento: Asiento, formulario: ElegirTramite) -> HttpResponse:
    contexto = {
        "titulo": _("¿Qué trámite es?"),
        "asiento": asiento,
        "form": formulario,
        "hay_tramites": formulario.hay_tramites,
        "hay_errores": bool(formulario.errors),
        "puede_enviar": request.actor.puede(REDIRIGIR),
    }
    return render(request, "escritorio/entrada_tramite.html", contexto, status=422 if formulario.errors else 200)


@empleado(REDIRIGIR)
@require_http_methods(["GET", "POST"])
def devolver(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """Say that an entry which waits here is not of this unit, and give it back to who shares out."""
    asiento = asiento_para(request.actor, asiento_id, motivo=_("No es de esta unidad"))
    reparto = consultas.reparto_de(asiento_id)
    if reparto is None or reparto.estado != reparto.Estado.PENDIENTE or reparto.unidad_id not in request.actor.unidades:
        raise Conflicto(
            _("El asiento %(n)s ya no espera en su unidad.") % {"n": asiento.numero_completo},
            que_hacer=_("Mire en su página dónde está."),
        )
    oficinas = oficinas_de_registro(en=hoy(reloj_de_la_casa()))
    formulario = DevolverEntrada(
        request.POST if request.method == "POST" else None,
        esta=reparto.unidad_id,
        oficinas=oficinas,
        de_entrada=asiento.oficina,
    )

    def hacer() -> HttpResponse:
        destino = formulario.cleaned_data["unidad"]
        redirigir(
            actor=request.actor,
            asiento_id=asiento_id,
            unidad_id=destino.id,
            motivo=formulario.cleaned_data["motivo"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Enviado a %(u)s.") % {"u": destino.nombre})
        return redirect("escritorio:entradas")

    explicacion = _("Sale de la bandeja de su unidad. Su número y su fecha no cambian.")
    pagina = _pagina(asiento, _("No es de esta unidad"), explicacion, _("Enviarlo"))
    return atender(request, formulario, pagina, hacer)


@empleado(ABRIR)
@require_http_methods(["GET", "POST"])
def unir(request: PeticionConActor, asiento_id: UUID) -> HttpResponse:
    """Join an entry to a case: by its number, or one of the person's."""
    asiento = asiento_para(request.actor, asiento_id, motivo=_("Unir a un expediente"))
    suyos = consultas.expedientes_de_las_partes(request.actor, asiento_id)
    formulario = UnirAExpediente(request.POST if request.method == "POST" else None, suyos=suyos)

    def hacer() -> HttpResponse:
        expediente = por_numero(request.actor, formulario.elegido())
        unir_asiento(
            actor=request.actor,
            asiento_id=asiento_id,
            expediente_id=expediente.id,
            clase=formulario.cleaned_data["clase"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Unido al expediente %(n)s.") % {"n": expediente.numero})
        return redirect("escritorio:expediente", expediente_id=expediente.id)

    explicacion = _("Sus documentos entran en el expediente, con el efecto y la fecha que tienen por el registro.")
    pagina = _pagina(asiento, _("Unir a un expediente"), explicacion, _("Unir"))
    return atender(request, formulario, pagina, hacer, sin_mas=(NoEncontrado,))


def _pagina(asiento: Asiento, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:entrada", args=[asiento.id])
    leyenda = f"{asiento.numero_completo} · {Truncator(asiento.asunto).chars(80)}"
    return PaginaDeFormulario(titulo, leyenda, explicacion, boton, vuelta, asiento.numero_completo)
