"""Questions that several acts ask with the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.campos import SEGUN
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.formularios import Entero
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.consultas import unidades_con_personal
from consistorio.servicios.resoluciones.contexto import texto_inicial
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.motor.limites import Limites

if TYPE_CHECKING:
    from consistorio.canales.escritorio.actos.registro import FormularioActo

MAXIMO_DOCUMENTOS = 200
CUALQUIERA = Q()
PARA_ELEGIR = 25  # how many parties, or documents, are offered without asking which
UN_PARRAFO_POR_LINEA = _("Un párrafo en cada línea.")


def parrafos(
    etiqueta: object, ayuda: object = "", *, obligatorio: bool = True, filas: int = 5, segun: bool = False
) -> forms.CharField:
    """A long text. `etiqueta` and `ayuda`: lazy texts; `segun`: asked by what was answered before."""
    return forms.CharField(
        label=etiqueta,  # type: ignore[arg-type]  # lazy text
        help_text=ayuda,  # type: ignore[arg-type]
        required=obligatorio and not segun,
        widget=forms.Textarea(attrs={"rows": filas, **({SEGUN: "1"} if segun else {})}),
    )


def ofrecer_documentos(
    formulario: FormularioActo,
    ninguno: object = _("Elija un documento"),
    *,
    cuantos: int = MAXIMO_DOCUMENTOS,
    solo: Q = CUALQUIERA,
) -> bool:
    """Fill the question `documento` with those of the case, the last ones first, and the one that was chosen or at which the act was pressed; whether
    there are more.

    `ninguno`: what choosing none is called (lazy text). `solo`: which of them fit.
    """
    campo = formulario.fields["documento"]
    ocasion = formulario.ocasion
    puestos = documentos_utiles(ocasion.expediente).filter(solo).select_related("documento").order_by("-orden")
    ultimos = list(puestos[: cuantos + 1])
    ofrecidos = ultimos[:cuantos]
    elegido = identificador(formulario.data.get("documento")) or ocasion.documento_id
    if elegido is not None:
        ofrecidos += puestos.filter(documento_id=elegido).exclude(id__in=[p.id for p in ofrecidos])
        campo.initial = str(elegido)
    if isinstance(campo, forms.ChoiceField):
        campo.choices = [
            ("", str(ninguno)),
            *((str(p.documento_id), f"{p.orden}. {p.documento.titulo}") for p in ofrecidos),
        ]
    return len(ultimos) > cuantos


def empezar_con_lo_del_procedimiento(formulario: FormularioActo, pregunta: str, clase: str) -> None:
    """Begin a long text with what the area of the procedure wrote for such a writing (`textos.ESCRITOS`), its gaps filled in; who writes changes it."""
    if pregunta in formulario.fields and (dichos := texto_inicial(formulario.ocasion.expediente, clase)):
        formulario.fields[pregunta].initial = "\n".join(dichos)


def si_o_no(etiqueta: object, ayuda: object, *, inicial: str = "") -> forms.ChoiceField:
    """A question that is answered `si` or `no`. `etiqueta` and `ayuda`: lazy texts; `inicial`: the answer given beforehand, if any."""
    return forms.ChoiceField(
        label=etiqueta,  # type: ignore[arg-type]  # lazy text
        choices=[("si", _("Sí")), ("no", _("No"))],
        widget=forms.RadioSelect,
        help_text=ayuda,  # type: ignore[arg-type]
        initial=inicial or None,
    )


def dias_habiles(etiqueta: object, ayuda: object = "") -> Entero:
    """How many hábiles days, within the limits that `limitar_dias` gives it. `etiqueta` and `ayuda`: lazy texts."""
    return Entero(etiqueta, 1, ayuda=ayuda)


def limitar_dias(form: FormularioActo, caben: Limites, *, inicial: int | None = None) -> None:
    """Of the question `dias`, take what its action would. `inicial`: what is offered; if not said, the least."""
    campo = form.fields["dias"]
    if isinstance(campo, Entero):
        campo.limitar(caben.minimo, caben.maximo)
        campo.initial = caben.minimo if inicial is None else inicial


def si_suspende() -> forms.ChoiceField:
    """Whether a request stops the term for deciding: `si` or `no`, without an answer given beforehand (LPACAP 22.1.a)."""
    return si_o_no(
        _("¿Se suspende el plazo para resolver?"),
        _(
            "Si lo decide, se suspende desde que reciba la notificación hasta que conteste o acabe su plazo (artículo 22.1.a)."
        ),
    )


def dictamen_seguido() -> forms.ChoiceField:
    """Whether it is decided as the dictamen on the proposal says (LO 3/1980 art. 2.4)."""
    return forms.ChoiceField(
        label=_("¿Se decide de acuerdo con el dictamen?"),
        choices=[("de_acuerdo", _("Sí, de acuerdo con el dictamen")), ("oido", _("No: se aparta de él"))],
        widget=forms.RadioSelect,
        help_text=_("La resolución lo dice. Quien se aparta explica por qué en los fundamentos (artículo 35.1.c)."),
    )


def solo_unidades_que_pueden(form: FormularioActo, permiso: str) -> None:
    """Of the question `unidad`, leave only the units where somebody may do today what is asked of them."""
    campo = form.fields["unidad"]
    if isinstance(campo, forms.ModelChoiceField) and campo.queryset is not None:
        quienes = unidades_con_personal(en=hoy(form.ocasion.reloj), permiso=permiso)
        campo.queryset = campo.queryset.filter(id__in=quienes)
