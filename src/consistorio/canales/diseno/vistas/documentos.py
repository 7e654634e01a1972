"""The documents that a draft asks for."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.diseno.formularios import DeDocumento
from consistorio.canales.diseno.lecturas import borrador_de
from consistorio.canales.diseno.vistas import cuando
from consistorio.canales.diseno.vistas.comun import Pagina, atender, confirmacion, enviado
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.formularios.valores import Valor, texto_de


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def nuevo(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """One more."""
    leido = borrador_de(request.actor, borrador_id)
    form = DeDocumento(enviado(request), leido.sobre_documento({}))

    def capa() -> dict[str, Valor]:
        codigo = edicion.codigo_nuevo(form.cleaned_data["nombre"], {d.codigo for d in leido.documentos})
        return edicion.poner_documento(leido.capa, codigo, form.cambios())

    return atender(request, leido, form, Pagina(_("Pedir otro documento"), _("Guardar")), capa)


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def cambiar(request: PeticionConActor, borrador_id: UUID, codigo: str) -> HttpResponse:
    """What it says."""
    leido = borrador_de(request.actor, borrador_id)
    actual = leido.documento_escrito(codigo)
    form = DeDocumento(enviado(request), leido.sobre_documento(actual))
    pagina = Pagina(
        texto_de(actual.get("nombre")),
        _("Guardar"),
        quitar=reverse("diseno:quitar_documento", args=[borrador_id, codigo]),
        quitar_texto=_("Dejar de pedirlo"),
        otras=cuando.enlace(borrador_id, "documento", actual),
        se_guarda_solo=True,
    )
    return atender(request, leido, form, pagina, lambda: edicion.poner_documento(leido.capa, codigo, form.cambios()))


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def quitar(request: PeticionConActor, borrador_id: UUID, codigo: str) -> HttpResponse:
    """Stop asking for it."""
    leido = borrador_de(request.actor, borrador_id)
    actual = leido.documento_escrito(codigo)
    pagina = Pagina(_("Dejar de pedir «%(n)s»") % {"n": texto_de(actual.get("nombre"))}, _("Quitar"), peligro=True)
    form = confirmacion(request, leido)
    return atender(request, leido, form, pagina, lambda: edicion.quitar_documento(leido.capa, codigo))
