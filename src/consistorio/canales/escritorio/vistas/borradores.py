"""The documents of a case that are being written: their versions, and who has each one out."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_borradores as lecturas
from consistorio.canales.escritorio.formularios_borradores import NuevoBorrador, OtraVersion, Soltar
from consistorio.canales.escritorio.vistas.expediente import pagina_del_expediente
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import numero as entero
from consistorio.canales.interfaz.descargas import entregar_contenido
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.redaccion import acciones, consultas
from consistorio.servicios.redaccion.acceso import documento_en_redaccion_para
from consistorio.servicios.redaccion.models import BorradorDocumento
from consistorio.servicios.redaccion.reglas import nombre_en_pdf
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.permisos import TRAMITAR, VER


@empleado(VER)
@require_GET
def borradores(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """The drafts of the case, with who has each one out. They are no part of it (LPACAP 70.4)."""
    expediente = expediente_para(request.actor, expediente_id, VER)
    filas = lecturas.filas_de(list(consultas.borradores_de(expediente)))
    return pagina_del_expediente(request, expediente, "borradores", filas=filas)


@empleado(TRAMITAR)
@require_http_methods(["GET", "POST"])
def nuevo(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """Begin a draft from a file."""
    expediente = expediente_para(request.actor, expediente_id, TRAMITAR)
    enviado = request.method == "POST"
    formulario = NuevoBorrador(request.POST, request.FILES) if enviado else NuevoBorrador()

    def hacer() -> HttpResponse:
        limpio = formulario.cleaned_data
        borrador = acciones.empezar_borrador(
            actor=request.actor,
            expediente_id=expediente_id,
            titulo=limpio["titulo"],
            tipo_documental=limpio["tipo_documental"],
            contenido=limpio["fichero"].contenido,
            nombre=limpio["fichero"].nombre,
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Borrador empezado. No forma parte del expediente hasta que lo incorpore."))
        return redirect("escritorio:borrador", borrador_id=borrador.id)

    pagina = PaginaDeFormulario(
        _("Empezar un borrador"),
        expediente.numero,
        _("Suba el fichero en el que lo escribe, de texto o PDF. Podrá subir otras versiones, y quedan todas."),
        _("Empezar el borrador"),
        reverse("escritorio:borradores", args=[expediente_id]),
        _("Borradores"),
    )
    return atender(request, formulario, pagina, hacer)


@empleado(VER)
@require_http_methods(["GET", "POST"])
def borrador(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """A draft with its versions; by POST, the next one."""
    suyo = documento_en_redaccion_para(request.actor, borrador_id, VER)
    enviado = request.method == "POST"
    formulario = OtraVersion(request.POST, request.FILES) if enviado else OtraVersion()
    if enviado and formulario.is_valid():
        limpio = formulario.cleaned_data
        try:
            acciones.subir_version(
                actor=request.actor,
                borrador_id=borrador_id,
                contenido=limpio["fichero"].contenido,
                nombre=limpio["fichero"].nombre,
                sobre=limpio["sobre"],
                nota=limpio["nota"],
                reloj=reloj_de_la_casa(),
            )
        except Conflicto as error:
            formulario.add_error(None, error.entero)
            _sobre_la_ultima(formulario, suyo)
        else:
            messages.success(request, _("Versión guardada."))
            return redirect("escritorio:borrador", borrador_id=borrador_id)
    return _pagina(request, suyo, formulario)


def _sobre_la_ultima(formulario: forms.Form, suyo: BorradorDocumento) -> None:
    """That there is a newer version was just told: what is sent again from that page goes over it."""
    formulario.data = dict(formulario.data.items()) | {"sobre": suyo.versiones.latest("numero").numero}


def _pagina(request: PeticionConActor, suyo: BorradorDocumento, formulario: forms.Form) -> HttpResponse:
    versiones = lecturas.versiones_visibles(suyo)
    puede, ultima = lecturas.que_puede(suyo, request.actor), versiones[0]
    contexto = {
        "titulo": suyo.titulo,
        "borrador": suyo,
        "color": lecturas.COLORES[suyo.estado],
        "versiones": versiones,
        "ultima": ultima,
        "puede": puede,
        "no_se_convierte": lecturas.por_que_no_se_convierte() if puede.escribir and not ultima.lista else "",
        "form": formulario,
        "hay_errores": bool(formulario.errors),
    }
    formulario.initial["sobre"] = ultima.version.numero
    return render(request, "escritorio/borrador.html", contexto, status=422 if formulario.errors else 200)


@empleado(VER)
@require_GET
def version(request: PeticionConActor, borrador_id: UUID, numero: int) -> StreamingHttpResponse:
    """The file of a version."""
    suyo = documento_en_redaccion_para(request.actor, borrador_id, VER)
    una = suyo.versiones.select_related("contenido").filter(numero=numero).first()
    if una is None:
        raise NoEncontrado(_("No encontramos esa versión."))
    return entregar_contenido(una.contenido, una.nombre, guardar=request.GET.get("guardar") == "1")


@empleado(VER)
@require_GET
def pdf(request: PeticionConActor, borrador_id: UUID, numero: int) -> StreamingHttpResponse:
    """The PDF that was made of a version."""
    suyo = documento_en_redaccion_para(request.actor, borrador_id, VER)
    una = suyo.versiones.filter(numero=numero, conversion__estado="hecha").select_related("conversion__pdf").first()
    if una is None or una.conversion.pdf is None:
        raise NoEncontrado(_("De esa versión no hay PDF."))
    return entregar_contenido(una.conversion.pdf, nombre_en_pdf(una.nombre))


@empleado(TRAMITAR)
@require_POST
def convertir(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Ask for the PDF of the last version."""
    impedimento = lecturas.por_que_no_se_convierte()
    try:
        if impedimento:
            raise Conflicto(impedimento)
        acciones.pedir_conversion(actor=request.actor, borrador_id=borrador_id, reloj=reloj_de_la_casa())
    except Conflicto as error:
        messages.error(request, error.entero)
    else:
        messages.success(request, _("Se está convirtiendo. Tarda unos segundos: puede salir de la página."))
    return redirect("escritorio:borrador", borrador_id=borrador_id)


@empleado(TRAMITAR)
@require_POST
def tomar(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Have it out, to work on it elsewhere."""
    try:
        acciones.tomar_borrador(actor=request.actor, borrador_id=borrador_id, reloj=reloj_de_la_casa())
    except Conflicto as error:
        messages.error(request, error.entero)
    else:
        messages.success(request, _("Lo tiene usted. Descárguelo, y cuando termine suba aquí la versión nueva."))
    return redirect("escritorio:borrador", borrador_id=borrador_id)


@empleado(TRAMITAR)
@require_http_methods(["GET", "POST"])
def soltar(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Let it go without another version; of another person, saying why."""
    suyo = documento_en_redaccion_para(request.actor, borrador_id, TRAMITAR)
    puede = lecturas.que_puede(suyo, request.actor)
    formulario = (forms.Form if puede.es_suyo else Soltar)(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.soltar_borrador(
            actor=request.actor,
            borrador_id=borrador_id,
            motivo=formulario.cleaned_data.get("motivo", ""),
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Borrador soltado. Quien lo necesite puede tomarlo."))
        return redirect("escritorio:borrador", borrador_id=borrador_id)

    pagina = PaginaDeFormulario(
        _("Soltar el borrador"),
        suyo.titulo,
        puede.lo_tiene or _("Ahora no lo tiene nadie."),
        _("Soltarlo"),
        reverse("escritorio:borrador", args=[borrador_id]),
        suyo.titulo,
    )
    return atender(request, formulario, pagina, hacer)


@empleado(TRAMITAR)
@require_POST
def incorporar(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Put its last version in the case."""
    try:
        puesto = acciones.incorporar_borrador(
            actor=request.actor,
            borrador_id=borrador_id,
            sobre=entero(request.POST.get("sobre")) or 0,
            visible_interesado=request.POST.get("oculto") != "1",
            reloj=reloj_de_la_casa(),
        )
    except Conflicto as error:
        messages.error(request, error.entero)
        return redirect("escritorio:borrador", borrador_id=borrador_id)
    messages.success(request, _("Documento incorporado al expediente."))
    return redirect("escritorio:documento", documento_id=puesto.documento_id)


@empleado(TRAMITAR)
@require_http_methods(["GET", "POST"])
def descartar(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Give it up, once it was confirmed."""
    suyo = documento_en_redaccion_para(request.actor, borrador_id, TRAMITAR)
    formulario = forms.Form(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        acciones.descartar_borrador(actor=request.actor, borrador_id=borrador_id, reloj=reloj_de_la_casa())
        messages.success(request, _("Borrador descartado. Sus versiones se pueden seguir leyendo."))
        return redirect("escritorio:borrador", borrador_id=borrador_id)

    pagina = PaginaDeFormulario(
        _("¿Quiere descartar este borrador?"),
        f"{suyo.expediente.numero} · {suyo.titulo}",
        _(
            "No se podrá seguir escribiendo ni incorporar al expediente. Sus versiones se podrán leer. No se puede deshacer."
        ),
        _("Descartar el borrador"),
        reverse("escritorio:borrador", args=[borrador_id]),
        _("Volver sin descartarlo"),
        peligro=True,
    )
    return atender(request, formulario, pagina, hacer, sin_mas=(Conflicto,))
