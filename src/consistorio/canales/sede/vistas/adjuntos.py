"""Documents of a draft: one slot for each requirement; whole by a plain form, or by pieces that can be resumed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.interfaz import cuestionario
from consistorio.canales.interfaz.campos import CampoVisible, resumen
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.interfaz.respuestas import repite_con_problemas
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.plataforma.almacen import acciones as almacen_acciones
from consistorio.plataforma.almacen.acceso import subida_para
from consistorio.plataforma.almacen.models import EstadoSubida
from consistorio.plataforma.almacen.reglas import Limites
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.formularios import acceso, acciones, reglas
from consistorio.tramitacion.formularios.consultas import adjuntos_de
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.reglas import tamano_legible
from consistorio.tramitacion.formularios.tipos import Requisito
from consistorio.tramitacion.formularios.valores import como_datos


@ciudadania()
@require_GET
def documentos(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Every document that the answers call for, with what is attached."""
    borrador = acceso.solicitud_en_borrador(request.actor, borrador_id)
    requisitos = reglas.requisitos_visibles(borrador.esquema, como_datos(borrador.datos))
    adjuntos = list(adjuntos_de(borrador))
    filas = [(r, [a for a in adjuntos if a.requisito == r.codigo]) for r in requisitos]
    contexto = {
        "titulo": _("Documentos"),
        "borrador": borrador,
        "filas": filas,
        "faltan": [r for r, puestos in filas if r.obligatorio and not puestos],
    }
    return render(request, "sede/borrador_documentos.html", contexto)


def pagina_adjuntar(
    request: PeticionConActor, *, borrador_id: UUID, requisito: str, problemas: tuple[Problema, ...] = ()
) -> HttpResponse:
    """The page of one slot, with what was wrong with the file."""
    borrador = acceso.solicitud_en_borrador(request.actor, borrador_id)
    pedido = _requisito(borrador, requisito)
    ayuda = _("%(formatos)s, hasta %(maximo)s. Puede hacer una foto con el móvil.") % {
        "formatos": cuestionario.formatos_de(pedido),
        "maximo": tamano_legible(pedido.max_bytes),
    }
    campo = CampoVisible(
        "fichero",
        _("Elija el archivo"),
        "fichero",
        ayuda=ayuda,
        error=" ".join(p.mensaje for p in problemas),
        acepta=cuestionario.extensiones_de(pedido),
    )
    contexto = {
        "titulo": pedido.nombre,
        "borrador": borrador,
        "requisito": pedido,
        "campo": campo,
        "errores": resumen([campo], [Problema("fichero", p.mensaje) for p in problemas]),
        "hay_errores": bool(problemas),
    }
    return render(request, "sede/borrador_adjuntar.html", contexto)


@ciudadania()
@require_http_methods(["GET", "POST"])
@repite_con_problemas(pagina_adjuntar)
def adjuntar(request: PeticionConActor, *, borrador_id: UUID, requisito: str) -> HttpResponseBase:
    """Attach a file to a requirement: from the form, or already received by pieces (`subida`)."""
    if request.method == "GET":
        return pagina_adjuntar(request, borrador_id=borrador_id, requisito=requisito)
    fichero = request.FILES.get("fichero")
    if request.POST.get("subida"):
        nombre = _adjuntar_subida(request, borrador_id, requisito)
    elif isinstance(fichero, UploadedFile) and fichero.file is not None:
        nombre = fichero.name or ""
        acciones.adjuntar(
            actor=request.actor,
            borrador_id=borrador_id,
            requisito=requisito,
            flujo=fichero.file,  # type: ignore[arg-type]  # an open binary file
            nombre=nombre,
            reloj=reloj_de_la_casa(),
        )
    else:
        raise DatosIncorrectos(_("Elija un archivo."), problemas=[Problema("fichero", _("Elija un archivo."))])
    messages.success(request, _("Hemos añadido «%(n)s». La solicitud todavía no está presentada.") % {"n": nombre})
    return redirect("sede:documentos", borrador_id=borrador_id)


def _adjuntar_subida(request: PeticionConActor, borrador_id: UUID, requisito: str) -> str:
    """Attach what came by pieces, judged already. Raises DatosIncorrectos with the reason of the refusal, if it was refused."""
    subida_id = identificador(request.POST["subida"])
    if subida_id is None:
        raise NoEncontrado(_("No encontramos esa subida."), que_hacer=_("Vuelva a elegir el archivo."))
    adjunto = acciones.adjuntar_subida(
        actor=request.actor,
        borrador_id=borrador_id,
        requisito=requisito,
        subida_id=subida_id,
        reloj=reloj_de_la_casa(),
    )
    return adjunto.nombre


@ciudadania()
@require_POST
def iniciar_subida(request: PeticionConActor, borrador_id: UUID, requisito: str) -> JsonResponse:
    """Begin an upload by pieces: answers its id. Errors come as {"mensaje"}."""
    borrador = acceso.solicitud_en_borrador(request.actor, borrador_id)
    try:
        subida = almacen_acciones.iniciar_subida(
            actor=request.actor,
            nombre=request.POST.get("nombre", ""),
            tamano=int(request.POST.get("tamano", "0")),
            reloj=reloj_de_la_casa(),
            limites=_limites(_requisito(borrador, requisito)),
        )
    except (DatosIncorrectos, ValueError) as error:
        return JsonResponse({"mensaje": _mensaje(error)}, status=422)
    return JsonResponse({"id": str(subida.id), "recibido": subida.recibido}, status=201)


@ciudadania()
@require_http_methods(["PATCH", "GET"])
def trozo(request: PeticionConActor, borrador_id: UUID, requisito: str, subida_id: UUID) -> JsonResponse:
    """Receive a piece at `Upload-Offset` (bytes); 409 says where to go on from."""
    if request.method == "GET":
        return JsonResponse({"recibido": subida_para(request.actor, subida_id).recibido})
    borrador = acceso.solicitud_en_borrador(request.actor, borrador_id)
    desde = numero(request.headers.get("Upload-Offset"))
    try:
        subida = almacen_acciones.recibir_trozo(
            actor=request.actor,
            subida_id=subida_id,
            desplazamiento=-1 if desde is None else desde,
            flujo=request,  # type: ignore[arg-type]  # a request reads as a binary stream
            reloj=reloj_de_la_casa(),
            limites=_limites(_requisito(borrador, requisito)),
        )
    except Conflicto as error:
        actual = subida_para(request.actor, subida_id)
        if actual.estado != EstadoSubida.ABIERTA:
            return JsonResponse({"mensaje": _mensaje(error)}, status=410)
        return JsonResponse({"recibido": actual.recibido}, status=409)
    return JsonResponse({"recibido": subida.recibido})


def _limites(pedido: Requisito) -> Limites:
    return Limites(tamano=pedido.max_bytes, tipos=pedido.tipos_mime)


def _requisito(borrador: Borrador, codigo: str) -> Requisito:
    pedido = borrador.esquema.requisito(codigo)
    if pedido is None:
        raise NoEncontrado(_("Este trámite no pide ese documento."), que_hacer=_("Vuelva a la lista de documentos."))
    return pedido


def _mensaje(error: Exception) -> str:
    if isinstance(error, DatosIncorrectos):
        return " ".join(p.mensaje for p in error.problemas) or error.mensaje
    if isinstance(error, Conflicto):
        return str(error)
    return _("No hemos entendido el tamaño del archivo.")
