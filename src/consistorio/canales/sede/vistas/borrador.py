"""The draft of an application: task list, steps and documents. Always says that it is not filed yet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from consistorio.canales.interfaz import cuestionario
from consistorio.canales.interfaz.campos import resumen
from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.interfaz.templatetags.componentes import FilaTarea
from consistorio.nucleo.errores import NoEncontrado, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.formularios import acceso, acciones, reglas
from consistorio.tramitacion.formularios.consultas import EstadoBorrador, estado_de
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.valores import como_datos

ESTADOS = {
    "completo": (gettext_noop("Completado"), ""),
    "empezado": (gettext_noop("Por terminar"), "yellow"),
    "sin_empezar": (gettext_noop("Sin empezar"), "blue"),
}


@ciudadania()
def tareas(request: PeticionConActor, borrador_id: UUID) -> HttpResponseBase:
    """The task list of a draft; a later submission has one page of its own."""
    borrador = acceso.borrador_para(request.actor, borrador_id)
    if borrador.es_escrito:
        return redirect("sede:aportar", expediente_id=borrador.expediente_id, clase=borrador.clase)
    estado = estado_de(borrador, en=hoy(reloj_de_la_casa()))
    filas, siguiente = _filas(borrador, estado)
    version = catalogo.version_de_formulario(borrador.formulario_id)
    contexto = {
        "titulo": version.procedimiento.nombre,
        "tramite": version.tipada,
        "borrador": borrador,
        "filas": filas,
        "hechas": sum(e.estado == "completo" for e in estado.pasos) + bool(estado.requisitos and not estado.faltan),
        "total": len(estado.pasos) + bool(estado.requisitos),
        "siguiente": siguiente,
        "estado": estado,
    }
    return render(request, "sede/borrador_tareas.html", contexto)


def _filas(borrador: Borrador, estado: EstadoBorrador) -> tuple[list[FilaTarea], FilaTarea | None]:
    """Rows of the task list, and the first that is not done."""
    base = f"/borradores/{borrador.id}/"
    filas = [
        FilaTarea(e.paso.titulo, _(ESTADOS[e.estado][0]), f"{base}paso/{e.paso.codigo}/", color=ESTADOS[e.estado][1])
        for e in estado.pasos
    ]
    if estado.requisitos:
        faltan = len(estado.faltan)
        ayuda = _("Faltan: %(cuales)s") % {"cuales": ", ".join(r.nombre for r in estado.faltan)} if faltan else ""
        rotulo = (_("Por terminar"), "yellow") if faltan else (_("Completado"), "")
        filas.append(FilaTarea(_("Documentos"), rotulo[0], f"{base}documentos/", ayuda, rotulo[1]))
    otras = borrador.interesados.count()
    cuantas = ngettext("%(n)d persona añadida", "%(n)d personas añadidas", otras) % {"n": otras} if otras else ""
    filas.append(FilaTarea(_("Otras personas que presentan"), cuantas or _("Opcional"), f"{base}interesados/"))
    if estado.puede_presentarse:
        filas.append(FilaTarea(_("Revise y presente"), _("Listo para presentar"), f"{base}revisar/", color="green"))
    else:
        filas.append(FilaTarea(_("Revise y presente"), _("Aún no disponible")))
    return filas, next((f for f in filas if f.enlace and f.color), None)


@ciudadania()
@require_http_methods(["GET", "POST"])
def paso(request: PeticionConActor, borrador_id: UUID, codigo: str) -> HttpResponseBase:
    """A step of the form. What is typed is saved always; with problems the page comes back with them (422)."""
    if request.method == "GET":
        return _pagina_paso(request, acceso.solicitud_en_borrador(request.actor, borrador_id), codigo, ())
    antes = acceso.solicitud_en_borrador(request.actor, borrador_id)
    preguntadas = {c.codigo for c in reglas.campos_visibles(antes.esquema, como_datos(antes.datos), paso=codigo)}
    guardado = acciones.guardar_paso(
        actor=request.actor,
        borrador_id=borrador_id,
        paso=codigo,
        datos=cuestionario.datos_enviados(request.POST),
        reloj=reloj_de_la_casa(),
    )
    if "salir" in request.POST:
        messages.success(request, _("Hemos guardado su borrador. Todavía no está presentado."))
        return redirect("sede:borrador", borrador_id=borrador_id)
    nuevas_solo = bool(guardado.problemas) and all(p.campo.split(".")[0] not in preguntadas for p in guardado.problemas)
    if guardado.problemas:
        # A question that has just appeared because of an answer is not an error yet: it is asked.
        return _pagina_paso(
            request,
            guardado.borrador,
            codigo,
            () if nuevas_solo else guardado.problemas,
            nuevas=guardado.problemas if nuevas_solo else (),
        )
    if guardado.siguiente:
        return redirect("sede:paso", borrador_id=borrador_id, codigo=guardado.siguiente)
    return redirect("sede:borrador", borrador_id=borrador_id)


def _pagina_paso(
    request: PeticionConActor,
    borrador: Borrador,
    codigo: str,
    problemas: tuple[Problema, ...],
    *,
    nuevas: tuple[Problema, ...] = (),
) -> HttpResponse:
    esquema = borrador.esquema
    datos = como_datos(borrador.datos)
    visibles = reglas.pasos_visibles(esquema, datos)
    actual = next((p for p in visibles if p.codigo == codigo), None)
    if actual is None:
        raise NoEncontrado(
            _("Ese paso no hace falta con lo que ha contestado."), que_hacer=_("Vuelva a la lista de tareas.")
        )
    preguntas = reglas.campos_visibles(esquema, datos, paso=codigo)
    campos = cuestionario.campos_visibles(preguntas, datos, problemas, titulo=actual.titulo)
    contexto = {
        "titulo": actual.titulo,
        "borrador": borrador,
        "paso": actual,
        "numero": visibles.index(actual) + 1,
        "total": len(visibles),
        "campos": campos,
        "titulo_en_campo": any(c.es_titulo for c in campos),
        "errores": resumen(campos, problemas),
        "hay_errores": bool(problemas),
        "nuevas": [c for c in preguntas if c.codigo in {p.campo.split(".")[0] for p in nuevas}],
    }
    return render(request, "sede/borrador_paso.html", contexto, status=422 if problemas else 200)


@ciudadania()
@require_http_methods(["GET", "POST"])
def descartar(request: PeticionConActor, borrador_id: UUID) -> HttpResponseBase:
    """Ask before deleting a draft; then delete it."""
    borrador = acceso.borrador_para(request.actor, borrador_id)
    if request.method == "POST":
        acciones.descartar(actor=request.actor, borrador_id=borrador_id, reloj=reloj_de_la_casa())
        messages.success(
            request, _("Hemos borrado el borrador %(n)s. No se ha presentado nada.") % {"n": borrador.numero}
        )
        return redirect("sede:carpeta")
    return render(
        request, "sede/borrador_descartar.html", {"titulo": _("¿Quiere borrar este borrador?"), "borrador": borrador}
    )


@ciudadania()
@require_POST
def quitar_adjunto(request: PeticionConActor, borrador_id: UUID, adjunto_id: UUID) -> HttpResponseBase:
    """Take a file out of the draft, of an application or of a later submission."""
    borrador = acceso.borrador_para(request.actor, borrador_id)
    acciones.quitar_adjunto(
        actor=request.actor, borrador_id=borrador_id, adjunto_id=adjunto_id, reloj=reloj_de_la_casa()
    )
    messages.success(request, _("Hemos quitado el archivo del borrador."))
    return redirect("sede:borrador" if borrador.es_escrito else "sede:documentos", borrador_id=borrador_id)
