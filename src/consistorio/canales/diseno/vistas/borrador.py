"""A draft whole: its steps, its questions, what is wrong with it, what it changes; sending it to trial and giving it up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.diseno.dichos_legales import datos_legales
from consistorio.canales.diseno.formularios import Confirmar, DeSancionador, DeTamano
from consistorio.canales.diseno.lecturas import Leido, borrador_de
from consistorio.canales.diseno.lecturas_de_modelos import en_edicion, mostrados
from consistorio.canales.diseno.vistas.comun import Pagina, atender, enviado
from consistorio.canales.interfaz.diagrama import dibujar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.mejoras.consultas import de_borrador
from consistorio.tramitacion.catalogo import acciones, edicion
from consistorio.tramitacion.catalogo.modelos import documento_de
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento
from consistorio.tramitacion.catalogo.permisos import DISENAR


@empleado(DISENAR)
@require_GET
def ver(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """The draft as it is now."""
    return _pagina(request, en_edicion(request.actor, borrador_id))


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def tamano(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """In which of its sizes it is processed."""
    leido = borrador_de(request.actor, borrador_id)
    form = DeTamano(enviado(request), edicion=leido.borrador.edicion, tamano=leido.tamano)
    pagina = Pagina(
        _("Tamaño del procedimiento"),
        _("Guardar"),
        explicacion=_(
            "El tamaño vale para los expedientes que empiecen cuando se publique. Los que están en marcha siguen con el suyo."
        ),
    )
    return atender(
        request, leido, form, pagina, lambda: edicion.cambiar_tamano(leido.capa, form.cleaned_data["tamano"])
    )


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def sancionador(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Whether it sanctions; then the checker holds it to what the law demands."""
    leido = borrador_de(request.actor, borrador_id)
    form = DeSancionador(enviado(request), edicion=leido.borrador.edicion, sancionador=leido.todo.sancionador)
    pagina = Pagina(
        _("Si impone sanciones"),
        _("Guardar"),
        explicacion=_(
            "Lo que sanciona empieza siempre de oficio (LPACAP art. 63.1). Lleva una audiencia preceptiva sobre la propuesta, que se notifica entera "
            "(art. 89.2). Para añadirla, elija la clase Audiencia y diga después qué lleva."
        ),
        otras=[(reverse("diseno:nueva_tarea", args=[borrador_id]), _("Añadir una tarea"))],
        se_guarda_solo=True,
    )
    return atender(
        request, leido, form, pagina, lambda: edicion.decir_si_sanciona(leido.capa, sanciona=form.sanciona())
    )


@empleado(DISENAR)
@require_GET
def diagrama(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Its tasks drawn, and the same in a list."""
    leido = en_edicion(request.actor, borrador_id)
    dichas = leido.dichas()
    contexto = {
        "titulo": _("Diagrama de «%(n)s»") % {"n": leido.nombre},
        "leido": leido,
        "dichas": dichas,
        "dibujo": dibujar(dichas, leido.tareas),
    }
    return render(request, "diseno/diagrama.html", contexto)


@empleado(DISENAR)
@require_http_methods(["POST"])
def ensayar(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Send it to trial: somebody else will publish it."""
    leido = en_edicion(request.actor, borrador_id)
    form = Confirmar(request.POST)
    enviar = acciones.enviar_modelo if leido.es_modelo else acciones.enviar_a_ensayo
    try:
        version = enviar(
            actor=request.actor,
            borrador_id=borrador_id,
            edicion=form.cleaned_data["edicion"] if form.is_valid() else 0,
            reloj=reloj_de_la_casa(),
        )
    except (DatosIncorrectos, Conflicto) as error:
        return _pagina(request, leido, error=error.entero)
    dicho = _("La versión %(n)d está en ensayo. La publica otra persona: debajo se dice quién puede.")
    messages.success(request, dicho % {"n": version.numero})
    return redirect("diseno:modelo", codigo=leido.borrador.area) if leido.es_modelo else redirect("diseno:lista")


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def descartar(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Give it up."""
    leido = en_edicion(request.actor, borrador_id)
    form = Confirmar(request.POST if request.method == "POST" else None, initial={"edicion": leido.borrador.edicion})
    if request.method == "POST" and form.is_valid():
        try:
            acciones.descartar_borrador(
                actor=request.actor,
                borrador_id=borrador_id,
                edicion=form.cleaned_data["edicion"],
                reloj=reloj_de_la_casa(),
            )
        except Conflicto as error:
            form.add_error(None, error.entero)
        else:
            messages.success(request, _("Borrador descartado. Lo publicado no ha cambiado."))
            return redirect("diseno:lista")
    contexto = {
        "titulo": _("Descartar lo que se está preparando de «%(n)s»") % {"n": leido.nombre},
        "leido": leido,
        "form": form,
        "hay_errores": bool(form.errors),
    }
    return render(request, "diseno/descartar.html", contexto, status=422 if form.errors else 200)


def _pagina(request: PeticionConActor, leido: Leido, *, error: str = "") -> HttpResponse:
    contexto: dict[str, object] = {
        "titulo": leido.nombre,
        "leido": leido,
        "fases": leido.fases(),
        "legales": datos_legales(leido.definicion),
        "form": Confirmar(initial={"edicion": leido.borrador.edicion}),
        "error": error,
    }
    plantilla = "diseno/borrador.html"
    if isinstance(leido.borrador, BorradorProcedimiento):
        contexto["peticiones"] = de_borrador(request.actor, leido.borrador)
    else:
        plantilla = "diseno/modelo_borrador.html"
        contexto["mostrados"] = mostrados(request.actor, documento_de(leido.capa, 1), modelo=leido)
    return render(request, plantilla, contexto, status=422 if error else 200)
