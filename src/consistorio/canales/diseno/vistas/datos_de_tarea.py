"""What a task says of what it does, each thing on its page: who signs it, what is paid, what is examined or published, who is heard or consulted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from consistorio.canales.diseno.formularios import (
    AUDIENCIA,
    CONSULTA,
    FISCALIZACION,
    PAGO,
    DeAudiencia,
    DeConsulta,
    DeFirmas,
    DeFiscalizacion,
    DePago,
    DePublicacion,
    SobreAlgo,
)
from consistorio.canales.diseno.lecturas import Leido
from consistorio.canales.diseno.lecturas_de_modelos import en_edicion
from consistorio.canales.diseno.vistas.comun import Pagina, atender, enviado
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import puestos_que_firman
from consistorio.tramitacion.catalogo import edicion, tipos_conocidos
from consistorio.tramitacion.catalogo.consultas import areas_con_unidad
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.catalogo.tipos import SE_PUBLICAN
from consistorio.tramitacion.formularios.valores import Valor, texto_de

Enviado = Mapping[str, object] | None
Tarea = dict[str, Valor]


@dato
class _Hoja:
    """A page of what a task does. `de`: the kinds of task that have it; `falta`: what is said of the others. `en_un_modelo`: the models of the
    areas say it too. `se_guarda_sola`: nothing of it is said by several boxes at once."""

    de: Callable[[str], bool]
    enlace: str | Promise
    titulo: str | Promise
    falta: str | Promise
    formulario: Callable[[Enviado, Leido, Tarea], SobreAlgo]
    explicacion: Callable[[Leido, Tarea], str | Promise]
    en_un_modelo: bool = True
    se_guarda_sola: bool = True

    def es_de(self, leido: Leido, tarea: Tarea) -> bool:
        """Whether that task of that draft has it."""
        return self.de(texto_de(tarea.get("tipo"))) and (self.en_un_modelo or not leido.es_modelo)


def paginas_de(leido: Leido, tarea: Tarea) -> list[tuple[str, str]]:
    """The pages of what a task does, as its kind has them, with the words of their links."""
    codigo = texto_de(tarea.get("codigo"))
    return [
        (reverse(f"diseno:{nombre}", args=[leido.borrador.id, codigo]), str(hoja.enlace))
        for nombre, hoja in _HOJAS.items()
        if hoja.es_de(leido, tarea)
    ]


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def datos(request: PeticionConActor, borrador_id: UUID, codigo: str, hoja: str) -> HttpResponse:
    """One of those pages (`hoja`: one of `_HOJAS`)."""
    leido, suya = en_edicion(request.actor, borrador_id), _HOJAS[hoja]
    actual = leido.escrita_de(codigo)
    if not suya.es_de(leido, actual):
        raise NoEncontrado(str(suya.falta))
    form = suya.formulario(enviado(request), leido, actual)
    pagina = Pagina(
        str(suya.titulo) % {"n": texto_de(actual.get("nombre"))},
        _("Guardar"),
        explicacion=str(suya.explicacion(leido, actual)),
        se_guarda_solo=suya.se_guarda_sola,
    )
    return atender(
        request,
        leido,
        form,
        pagina,
        lambda: edicion.cambiar_tarea(leido.capa, codigo, form.cambios(), heredada=leido.heredadas.get(codigo)),
    )


def _de_firmas(enviado: Enviado, leido: Leido, tarea: Tarea) -> DeFirmas:
    dia = hoy(reloj_de_la_casa())
    areas = {leido.borrador.area, texto_de(tarea.get("area"))}
    unidades = [unidad.id for area, unidad in areas_con_unidad(en=dia) if unidad and area.codigo in areas]
    return DeFirmas(enviado, leido.sobre_tarea(tarea), puestos_que_firman(en=dia, cerca_de=unidades))


def _minimo_del_tablon(leido: Leido, _tarea: Tarea) -> str:
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


def _firman_por_ley(leido: Leido, tarea: Tarea) -> str:
    """Whom the law makes sign, and where those come whom the procedure adds."""
    organo = leido.todo.legal.organo.nombre or _("el órgano que resuelve")
    match tipos_conocidos.circuito_de(texto_de(tarea.get("tipo"))):
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


_HOJAS: Mapping[str, _Hoja] = {
    # The tariff is of Gestión Tributaria: each procedure says what its own comes to, and no model does
    "pago": _Hoja(
        de=lambda tipo: tipo == PAGO,
        enlace=gettext_lazy("Decir qué se paga y cómo se calcula"),
        titulo=gettext_lazy("Qué se paga en «%(n)s»"),
        falta=gettext_lazy("Esta tarea no es un pago."),
        formulario=lambda enviado, leido, tarea: DePago(enviado, leido.sobre_tarea(tarea)),
        explicacion=lambda _leido, _tarea: gettext_lazy(
            "Se multiplica la tarifa de la ordenanza por la respuesta y por los meses. La tarifa la escribe Gestión Tributaria en los datos legales: "
            "mientras no esté, no se puede calcular."
        ),
        en_un_modelo=False,
        se_guarda_sola=False,
    ),
    # Its term and its result are of Intervención
    "fiscalizacion": _Hoja(
        de=lambda tipo: tipo == FISCALIZACION,
        enlace=gettext_lazy("Decir qué se fiscaliza"),
        titulo=gettext_lazy("Qué se fiscaliza en «%(n)s»"),
        falta=gettext_lazy("Esta tarea no fiscaliza nada."),
        formulario=lambda enviado, leido, tarea: DeFiscalizacion(enviado, leido.sobre_tarea(tarea)),
        explicacion=lambda _leido, _tarea: gettext_lazy(
            "Intervención examina la propuesta que gasta antes de que se resuelva (TRLRHL 214). Lo que aquí se deje vacío lo escribe ella en cada "
            "expediente."
        ),
    ),
    "publicacion": _Hoja(
        de=SE_PUBLICAN.__contains__,
        enlace=gettext_lazy("Decir qué se publica y cuántos días"),
        titulo=gettext_lazy("Qué se publica en «%(n)s»"),
        falta=gettext_lazy("Esta tarea no publica nada en el tablón."),
        formulario=lambda enviado, leido, tarea: DePublicacion(enviado, leido.sobre_tarea(tarea)),
        explicacion=_minimo_del_tablon,
    ),
    "audiencia": _Hoja(
        de=lambda tipo: tipo == AUDIENCIA,
        enlace=gettext_lazy("Decir a quién se oye y sobre qué"),
        titulo=gettext_lazy("A quién se oye en «%(n)s»"),
        falta=gettext_lazy("Esta tarea no es una audiencia."),
        formulario=lambda enviado, leido, tarea: DeAudiencia(enviado, leido.sobre_tarea(tarea)),
        explicacion=lambda _leido, _tarea: gettext_lazy(
            "Se oye a las personas interesadas antes de redactar la propuesta (LPACAP art. 82). Si se impone una sanción, se les oye sobre la propuesta, "
            "que se les notifica entera (art. 89.2)."
        ),
    ),
    # From which amount it is mandatory is of Secretaría
    "consulta": _Hoja(
        de=lambda tipo: tipo == CONSULTA,
        enlace=gettext_lazy("Decir qué se consulta y qué obliga"),
        titulo=gettext_lazy("Qué se consulta en «%(n)s»"),
        falta=gettext_lazy("Esta tarea no consulta a nadie."),
        formulario=lambda enviado, leido, tarea: DeConsulta(enviado, leido.sobre_tarea(tarea)),
        explicacion=lambda _leido, _tarea: gettext_lazy(
            "Se pregunta a otra Administración, o a un órgano consultivo sobre la propuesta (LPACAP arts. 79 y 81.2). A quién y qué se le pregunta se "
            "escribe en cada expediente."
        ),
    ),
    # Whom the law makes sign it is said, and stays
    "firmas": _Hoja(
        de=lambda tipo: bool(tipos_conocidos.circuito_de(tipo)),
        enlace=gettext_lazy("Decir quién más lo firma"),
        titulo=gettext_lazy("Quién firma «%(n)s»"),
        falta=gettext_lazy("En esta tarea no se añaden firmas."),
        formulario=_de_firmas,
        explicacion=_firman_por_ley,
    ),
}
HOJAS = tuple(_HOJAS)
