"""The tasks of a draft: adding one, changing one, taking one away or leaving it as the model has it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.diseno.formularios import DeTarea, DeTareaPropia
from consistorio.canales.diseno.lecturas import Leido
from consistorio.canales.diseno.lecturas_de_modelos import en_edicion
from consistorio.canales.diseno.vistas import cuando
from consistorio.canales.diseno.vistas.comun import Pagina, atender, confirmacion, enviado
from consistorio.canales.diseno.vistas.datos_de_tarea import paginas_de
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import NoEncontrado
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.naturalezas import solo_en
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.formularios.valores import Valor, texto_de


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def nueva(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """One more task."""
    leido = en_edicion(request.actor, borrador_id)
    form = DeTareaPropia(enviado(request), leido.sobre_tarea({}))

    def capa() -> dict[str, Valor]:
        cambios = form.cambios()
        ocupados = {*leido.heredadas, *(t.codigo for t in leido.tareas)}
        codigo = edicion.codigo_nuevo(texto_de(cambios["nombre"]), ocupados)
        return edicion.anadir_tarea(leido.capa, {"codigo": codigo, **cambios})

    return atender(request, leido, form, Pagina(_("Añadir una tarea"), _("Guardar")), capa)


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def cambiar(request: PeticionConActor, borrador_id: UUID, codigo: str) -> HttpResponse:
    """What a task says. One of the model only changes in what an area may change."""
    leido = en_edicion(request.actor, borrador_id)
    heredada = leido.heredadas.get(codigo)
    if codigo in edicion.quitadas(leido.capa) and heredada is not None:
        return _recuperar(request, leido, codigo)
    actual = leido.escrita_de(codigo)
    preceptiva = actual.get("preceptiva") is True
    clase = DeTareaPropia if heredada is None else DeTarea
    form = clase(enviado(request), leido.sobre_tarea(actual))
    pagina = Pagina(
        texto_de(actual.get("nombre")),
        _("Guardar"),
        explicacion=" ".join(
            [
                explicacion_de(
                    heredada,
                    preceptiva=preceptiva,
                    con_condicion=bool(actual.get("condicion")),
                    norma=texto_de(actual.get("norma")),
                ),
                *([f"{dicho}."] if heredada is not None and (dicho := solo_en(actual)) else []),
            ]
        ),
        quitar="" if preceptiva else reverse("diseno:quitar_tarea", args=[borrador_id, codigo]),
        quitar_texto=_("Quitar esta tarea"),
        otras=[*paginas_de(leido, actual), *cuando.enlace(borrador_id, "tarea", actual)],
        se_guarda_solo=True,
    )
    return atender(
        request,
        leido,
        form,
        pagina,
        lambda: edicion.cambiar_tarea(leido.capa, codigo, form.cambios(), heredada=heredada),
    )


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def quitar(request: PeticionConActor, borrador_id: UUID, codigo: str) -> HttpResponse:
    """Take it away. One that the law demands is refused when the draft is checked; here it is not even offered."""
    leido = en_edicion(request.actor, borrador_id)
    actual = leido.escrita_de(codigo)
    if actual.get("preceptiva") is True:
        raise NoEncontrado(_("Esta tarea es preceptiva: la ley no deja quitarla."))
    pagina = Pagina(
        _("Quitar «%(n)s»") % {"n": texto_de(actual.get("nombre"))},
        _("Quitar"),
        explicacion=_("Los expedientes que ya están en marcha no cambian: siguen con su versión."),
        peligro=True,
    )
    form = confirmacion(request, leido)
    return atender(request, leido, form, pagina, lambda: edicion.quitar_tarea(leido.capa, codigo))


def _recuperar(request: PeticionConActor, leido: Leido, codigo: str) -> HttpResponse:
    nombre = texto_de(leido.heredadas[codigo].get("nombre"))
    pagina = Pagina(
        _("Volver a poner «%(n)s»") % {"n": nombre},
        _("Volver a ponerla"),
        explicacion=_("Es una tarea del modelo que aquí se quita. Volverá como el modelo la tiene."),
    )
    form = confirmacion(request, leido)
    return atender(request, leido, form, pagina, lambda: edicion.devolver_tarea(leido.capa, codigo))


def explicacion_de(heredada: object, *, preceptiva: bool, con_condicion: bool, norma: str) -> str:
    """What may be changed of a task, and why no more; empty of one of the procedure itself that nothing demands."""
    que_se_cambia = _("Puede cambiar cómo se llama, quién la hace y su plazo interno.")
    if heredada is None:
        que_se_cambia = _("Para quitarla o decir cuándo hace falta, desmarque antes que una norma manda hacerla.")
    if preceptiva and con_condicion:
        dicho = _("Es una tarea preceptiva (%(norma)s): se hace siempre que se cumpla su condición.") % {"norma": norma}
        return f"{dicho} {que_se_cambia}"
    if preceptiva:
        return f"{_('Es una tarea preceptiva (%(norma)s): se hace siempre.') % {'norma': norma}} {que_se_cambia}"
    if heredada is not None:
        return _(
            "Es una tarea del modelo. Puede cambiar cómo se llama, quién la hace, su plazo interno y cuándo hace falta."
        )
    return ""
