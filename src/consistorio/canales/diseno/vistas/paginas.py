"""The pages of the form of a draft, and the form as who applies will see it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from consistorio.canales.diseno.formularios import Confirmar, DePagina
from consistorio.canales.diseno.lecturas import borrador_de
from consistorio.canales.diseno.lecturas_de_modelos import en_edicion
from consistorio.canales.diseno.vistas import cuando
from consistorio.canales.diseno.vistas.comun import Pagina, atender, confirmacion, enviado
from consistorio.canales.interfaz import cuestionario
from consistorio.canales.interfaz.campos import resumen
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.formularios import reglas
from consistorio.tramitacion.formularios.valores import Valor, texto_de


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def nueva(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """One more, after those of this procedure and before those of the model."""
    leido = en_edicion(request.actor, borrador_id)
    form = DePagina(enviado(request), leido.sobre_pagina({}))

    def capa() -> dict[str, Valor]:
        codigo = edicion.codigo_nuevo(form.cleaned_data["titulo"], {pagina.codigo for pagina in leido.paginas})
        return edicion.poner_pagina(leido.capa, codigo, form.cambios())

    return atender(request, leido, form, Pagina(_("Añadir una página"), _("Guardar")), capa)


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def cambiar(request: PeticionConActor, borrador_id: UUID, paso: str) -> HttpResponse:
    """What it is called, and when it is asked."""
    leido = en_edicion(request.actor, borrador_id)
    actual = leido.pagina_escrita(paso)
    form = DePagina(enviado(request), leido.sobre_pagina(actual))
    pagina = Pagina(
        texto_de(actual.get("titulo")),
        _("Guardar"),
        quitar=reverse("diseno:quitar_pagina", args=[borrador_id, paso]),
        quitar_texto=_("Quitar esta página"),
        otras=cuando.enlace(borrador_id, "pagina", actual),
        se_guarda_solo=True,
    )
    return atender(request, leido, form, pagina, lambda: edicion.poner_pagina(leido.capa, paso, form.cambios()))


@empleado(DISENAR)
@require_http_methods(["POST"])
def mover(request: PeticionConActor, borrador_id: UUID, paso: str) -> HttpResponse:
    """One place up or down."""
    leido = en_edicion(request.actor, borrador_id)
    leido.pagina_escrita(paso)
    arriba = request.POST.get("hacia") == "arriba"
    pagina = Pagina(_("Mover la página"), _("Mover"))
    form = Confirmar(request.POST)
    return atender(request, leido, form, pagina, lambda: edicion.mover_pagina(leido.capa, paso, arriba=arriba))


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def quitar(request: PeticionConActor, borrador_id: UUID, paso: str) -> HttpResponse:
    """Take it away with its questions."""
    leido = en_edicion(request.actor, borrador_id)
    actual = leido.pagina_escrita(paso)
    campos = actual.get("campos")
    cuantas = len(campos) if isinstance(campos, list) else 0
    que_pasa = ngettext("Se quita con su pregunta.", "Se quita con sus %(n)d preguntas.", cuantas) % {"n": cuantas}
    ya_dicho = _("Lo que ya se ha contestado se sigue leyendo en sus expedientes.")
    pagina = Pagina(
        _("Quitar la página «%(n)s»") % {"n": texto_de(actual.get("titulo"))},
        _("Quitar"),
        explicacion=f"{que_pasa} {ya_dicho}" if cuantas else ya_dicho,
        peligro=True,
    )
    form = confirmacion(request, leido)
    return atender(request, leido, form, pagina, lambda: edicion.quitar_pagina(leido.capa, paso))


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def como_se_ve(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """The form page by page, with the rules and the components of the sede. What is typed goes from page to page and is kept nowhere."""
    leido = borrador_de(request.actor, borrador_id)
    contexto: dict[str, object] = {"titulo": _("Cómo se ve el formulario"), "leido": leido}
    esquema = leido.definicion.formulario
    crudos = cuestionario.datos_enviados(request.POST)
    datos = reglas.normalizar(esquema, crudos) if request.method == "POST" else {}
    visibles = reglas.pasos_visibles(esquema, datos)
    if leido.definicion_rota or not visibles:
        return render(request, "diseno/como_se_ve.html", {**contexto, "rota": True})
    dicho = texto_de(crudos.get("paso"))
    actual = next((paso for paso in visibles if paso.codigo == dicho), visibles[0])
    problemas = reglas.validar(esquema, datos, hoy=hoy(reloj_de_la_casa()), paso=actual.codigo) if dicho else ()
    siguiente = reglas.siguiente_paso(esquema, datos, actual.codigo) if dicho and not problemas else None
    acabado = bool(dicho) and not problemas and siguiente is None
    actual = siguiente or actual
    preguntas = reglas.campos_visibles(esquema, datos, paso=actual.codigo)
    campos = cuestionario.campos_visibles(preguntas, datos, problemas, titulo=actual.titulo)
    suyas = {campo.codigo for campo in actual.campos}
    contexto |= {
        "paso": actual,
        "numero": visibles.index(actual) + 1 if actual in visibles else 1,
        "total": len(visibles),
        "campos": campos,
        "acabado": acabado,
        "documentos": reglas.requisitos_visibles(esquema, datos),
        "llevados": [
            (clave, valor)
            for clave in request.POST
            if clave.split(".")[0] not in {*suyas, "paso", "csrfmiddlewaretoken"}
            for valor in request.POST.getlist(clave)
        ],
        "errores": resumen(campos, problemas),
        "hay_errores": bool(problemas),
    }
    return render(request, "diseno/como_se_ve.html", contexto, status=422 if problemas else 200)
