"""What a task says of what it does, each on its page: who signs it and what is paid."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from consistorio.canales.diseno.formularios import FISCALIZACION, PAGO, DeFirmas, DeFiscalizacion, DePago, DePublicacion
from consistorio.canales.diseno.lecturas import Leido, borrador_de
from consistorio.canales.diseno.lecturas_de_modelos import en_edicion
from consistorio.canales.diseno.vistas.comun import Pagina, atender, enviado
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import puestos_que_firman
from consistorio.tramitacion.catalogo import edicion, tipos_conocidos
from consistorio.tramitacion.catalogo.consultas import areas_con_unidad
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.catalogo.tipos import SE_PUBLICAN
from consistorio.tramitacion.formularios.valores import Valor, texto_de


def paginas_de(leido: Leido, tarea: dict[str, Valor]) -> list[tuple[str, str]]:
    """The pages of what a task does, as its kind has them, with the words of their links. What is paid is said by each procedure."""
    codigo, tipo = texto_de(tarea.get("codigo")), texto_de(tarea.get("tipo"))
    paginas = []
    if tipo == PAGO and not leido.es_modelo:
        paginas.append(("pago", _("Decir qué se paga y cómo se calcula")))
    if tipo == FISCALIZACION:
        paginas.append(("fiscalizacion", _("Decir qué se fiscaliza")))
    if tipo in SE_PUBLICAN:
        paginas.append(("publicacion", _("Decir qué se publica y cuántos días")))
    if tipos_conocidos.circuito_de(tipo):
        paginas.append(("firmas", _("Decir quién más lo firma")))
    return [(reverse(f"diseno:{nombre}", args=[leido.borrador.id, codigo]), texto) for nombre, texto in paginas]


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def pago(request: PeticionConActor, borrador_id: UUID, codigo: str) -> HttpResponse:
    """What a task of payment comes to, and what waits for the money. The tariff is of Gestión Tributaria."""
    leido = borrador_de(request.actor, borrador_id)
    actual = leido.escrita_de(codigo)
    if actual.get("tipo") != PAGO:
        raise NoEncontrado(_("Esta tarea no es un pago."))
    form = DePago(enviado(request), leido.sobre_tarea(actual))
    pagina = Pagina(
        _("Qué se paga en «%(n)s»") % {"n": texto_de(actual.get("nombre"))},
        _("Guardar"),
        explicacion=_(
            "Se multiplica la tarifa de la ordenanza por la respuesta y por los meses. La tarifa la escribe Gestión Tributaria en los datos legales: "
            "mientras no esté, no se puede calcular."
        ),
    )
    return atender(
        request,
        leido,
        form,
        pagina,
        lambda: edicion.cambiar_tarea(
            leido.capa, codigo, {"datos": form.datos_del_pago()}, heredada=leido.heredadas.get(codigo)
        ),
    )


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def fiscalizacion(request: PeticionConActor, borrador_id: UUID, codigo: str) -> HttpResponse:
    """What Intervención examines before it is decided. Its term and its result are its own."""
    leido = en_edicion(request.actor, borrador_id)
    actual = leido.escrita_de(codigo)
    if actual.get("tipo") != FISCALIZACION:
        raise NoEncontrado(_("Esta tarea no fiscaliza nada."))
    form = DeFiscalizacion(enviado(request), leido.sobre_tarea(actual))
    pagina = Pagina(
        _("Qué se fiscaliza en «%(n)s»") % {"n": texto_de(actual.get("nombre"))},
        _("Guardar"),
        explicacion=_(
            "Intervención examina la propuesta que gasta antes de que se resuelva (TRLRHL 214). Lo que aquí se deje vacío lo escribe ella en cada "
            "expediente."
        ),
        se_guarda_solo=True,
    )
    return atender(
        request,
        leido,
        form,
        pagina,
        lambda: edicion.cambiar_tarea(leido.capa, codigo, form.cambios(), heredada=leido.heredadas.get(codigo)),
    )


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def publicacion(request: PeticionConActor, borrador_id: UUID, codigo: str) -> HttpResponse:
    """What a task publishes, for how long and with whose data. The least days are of Secretaría."""
    leido = en_edicion(request.actor, borrador_id)
    actual = leido.escrita_de(codigo)
    if actual.get("tipo") not in SE_PUBLICAN:
        raise NoEncontrado(_("Esta tarea no publica nada en el tablón."))
    form = DePublicacion(enviado(request), leido.sobre_tarea(actual))
    pagina = Pagina(
        _("Qué se publica en «%(n)s»") % {"n": texto_de(actual.get("nombre"))},
        _("Guardar"),
        explicacion=_minimo_del_tablon(leido),
        se_guarda_solo=True,
    )
    return atender(
        request,
        leido,
        form,
        pagina,
        lambda: edicion.cambiar_tarea(leido.capa, codigo, form.cambios(), heredada=leido.heredadas.get(codigo)),
    )


def _minimo_del_tablon(leido: Leido) -> str:
    """The least days that an announcement is shown, and who says so."""
    dias = leido.todo.legal.dias_de_tablon
    if not dias:
        return _(
            "Se publica un anuncio que se escribe y se firma en cada expediente. Cuántos días se expone como mínimo lo escribe Secretaría en los "
            "datos legales, si lo dice una norma. Todavía no lo ha escrito."
        )
    return ngettext(
        "Se publica un anuncio que se escribe y se firma en cada expediente. Como mínimo se expone %(d)d día hábil (%(a)s): lo dice Secretaría.",
        "Se publica un anuncio que se escribe y se firma en cada expediente. Como mínimo se expone %(d)d días hábiles (%(a)s): lo dice Secretaría.",
        dias,
    ) % {"d": dias, "a": leido.todo.legal.respaldos["tablon"].articulo}


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def firmas(request: PeticionConActor, borrador_id: UUID, codigo: str) -> HttpResponse:
    """Who else signs or approves the document of a task. Whom the law makes sign it is said, and stays."""
    leido = en_edicion(request.actor, borrador_id)
    actual = leido.escrita_de(codigo)
    circuito = tipos_conocidos.circuito_de(texto_de(actual.get("tipo")))
    if not circuito:
        raise NoEncontrado(_("En esta tarea no se añaden firmas."))
    dia = hoy(reloj_de_la_casa())
    areas = {leido.borrador.area, texto_de(actual.get("area"))}
    unidades = [unidad.id for area, unidad in areas_con_unidad(en=dia) if unidad and area.codigo in areas]
    form = DeFirmas(enviado(request), leido.sobre_tarea(actual), puestos_que_firman(en=dia, cerca_de=unidades))
    pagina = Pagina(
        _("Quién firma «%(n)s»") % {"n": texto_de(actual.get("nombre"))},
        _("Guardar"),
        explicacion=_de_ley(leido, circuito),
        se_guarda_solo=True,
    )
    return atender(
        request,
        leido,
        form,
        pagina,
        lambda: edicion.cambiar_tarea(leido.capa, codigo, form.cambios(), heredada=leido.heredadas.get(codigo)),
    )


def _de_ley(leido: Leido, circuito: str) -> str:
    """Whom the law makes sign, and where those come whom the procedure adds."""
    organo = leido.todo.legal.organo.nombre or _("el órgano que resuelve")
    match circuito:
        case tipos_conocidos.RESUELVE:
            return _(
                "La firma %(o)s y la Secretaría da fe: lo dice la ley, y no se quita. Quien añada aquí firma antes, por este orden. Si se decide en "
                "sesión, firma la propuesta antes de que se lleve a ella."
            ) % {"o": organo}
        case tipos_conocidos.EL_ORGANO:
            return _("La firma %(o)s: lo dice la ley, y no se quita. Quien añada aquí firma antes, por este orden.") % {
                "o": organo
            }
    return _("Lo firma quien lo escribe, y eso no cambia. Quien añada aquí firma después, por este orden.")
