"""Registry of the acts of the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor, texto_de
from consistorio.tramitacion.motor import consultas, despacho
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones.turnos import MAXIMO as MAXIMO_MOTIVO

MOTIVO_ORDEN = "motivo_orden"
Texto = str | Promise
# What a Django form gives once it is valid: values of its fields, of as many types as fields there are.
Limpio = Mapping[str, object]


@dato
class Ocasion:
    """Where an act is done: by whom, in which case, for which task (none for acts of the case), and when. `documento_id`: that of the case at which
    it was pressed, if it was at one."""

    actor: Actor
    expediente: Expediente
    tarea: Tarea | None
    reloj: Reloj
    documento_id: UUID | None = None

    def exigir_tarea(self) -> Tarea:
        """The task of the act. Raises NoEncontrado when it was asked for outside of one."""
        if self.tarea is None:
            raise NoEncontrado(_("Abra la tarea desde el expediente y vuelva a intentarlo."))
        return self.tarea


class FormularioActo(forms.Form):
    """Base of the forms of the acts: they know where they are asked for, to offer what fits there. An act that came back
    without signature is written again over what it said."""

    def __init__(self, *args: object, ocasion: Ocasion, **kwargs: object) -> None:
        self.ocasion = ocasion
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they come
        self.preparar()
        escrito = consultas.por_escribir_otra_vez(ocasion.tarea) if ocasion.tarea is not None else {}
        for nombre in self.fields.keys() & escrito.keys():
            self.fields[nombre].initial = _como_se_escribio(escrito[nombre])

    def preparar(self) -> None:
        """Adapt the fields to the case and the task."""


class Turno(StrEnum):
    """When an act of a task minds whose turn it is: never, when it is done, when it is taken, or when who shares out takes it in person."""

    NO_CUENTA = ""
    AL_HACERLA = "al_hacerla"
    AL_TOMARLA = "al_tomarla"
    AL_REPARTIRLA = "al_repartirla"


@dato
class Acto:
    """One act: its title and explanation for people, its form, the action that it calls, and the words when it is done.

    `procede`: what its action enforces before it looks at what was filled in. `turno`: whether its action asks why when another task alike
    of an older case had its turn (LPACAP 71.2). `con_su_etiqueta`: its page is called as the task called it where it was pressed.
    `sigue_con_ella`: whoever does it goes on with the task, and finds what there is to do in it.
    `previsto`: what would follow, to be read before it is confirmed: of whom or of what, and what is said of it.
    """

    codigo: str
    titulo: Texto
    explicacion: Texto
    boton: Texto
    hecho: Texto
    formulario: type[FormularioActo]
    ejecutar: Callable[[Ocasion, Limpio], object]
    peligro: bool = False
    procede: Callable[[Expediente], object] | None = None
    turno: Turno = Turno.NO_CUENTA
    con_su_etiqueta: bool = False
    sigue_con_ella: bool = False
    previsto: Callable[[Ocasion], Sequence[tuple[str, str]]] | None = None

    def llamado(self, ocasion: Ocasion) -> Texto:
        """What it is called in that task."""
        if not self.con_su_etiqueta or ocasion.tarea is None:
            return self.titulo
        ofrecidas = consultas.acciones_de(ocasion.tarea, ocasion.actor)
        return next((una.etiqueta for una in ofrecidas if una.codigo == self.codigo), self.titulo)

    def por_que_no(self, expediente: Expediente) -> str:
        """Why it does not apply to a case; "" when it may be done, as far as can be told before anything is filled in."""
        try:
            self.exigir(expediente)
        except FaseIncompatible as error:
            return " ".join(filter(None, (error.mensaje, error.que_hacer)))
        return ""

    def rellenar(
        self,
        ocasion: Ocasion,
        datos: QueryDict | None = None,
        ficheros: MultiValueDict[str, UploadedFile[bytes]] | None = None,
    ) -> FormularioActo:
        """Its form, filled in with what was sent, if something was. Out of turn, it asks the reason too."""
        formulario = self.formulario(datos, ficheros, ocasion=ocasion)
        if self.turno is not Turno.NO_CUENTA and ocasion.tarea is not None:
            libres = self.turno is not Turno.AL_HACERLA
            anterior = despacho.anterior_a(ocasion.tarea, ocasion.actor, entre_libres=libres)
            if anterior is not None and not despacho.tiene_motivo(ocasion.tarea):
                formulario.fields[MOTIVO_ORDEN] = _por_que_antes(
                    anterior, obligatorio=self.turno is not Turno.AL_REPARTIRLA
                )
        return formulario

    def exigir(self, expediente: Expediente) -> None:
        """Assert that it may be done in a case, before it asks anything. Raises FaseIncompatible, as its action would."""
        if self.procede is not None:
            self.procede(expediente)


def _por_que_antes(anterior: Tarea, *, obligatorio: bool) -> forms.CharField:
    return forms.CharField(
        label=_("¿Por qué se hace antes que el expediente %(n)s?") % {"n": anterior.expediente.numero},
        help_text=_(
            "Aquel entró antes y espera lo mismo. Alterar el orden pide una orden motivada de quien dirige la unidad "
            "(artículo 71.2): diga quién la ha dado y por qué. Quedará en el historial."
        ),
        required=obligatorio,
        error_messages={"required": _("Diga por qué se hace antes, o haga primero aquel.")},
        max_length=MAXIMO_MOTIVO,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def motivo_orden(limpio: Limpio) -> str:
    """The reason why something is done out of its turn; "" when it was not asked."""
    return str(limpio.get(MOTIVO_ORDEN) or "")


_ACTOS: dict[str, Acto] = {}


def registrar(acto: Acto) -> Acto:
    """Add an act. Raises ValueError when its code is taken."""
    if acto.codigo in _ACTOS:
        msg = f"act {acto.codigo} is registered twice"
        raise ValueError(msg)
    _ACTOS[acto.codigo] = acto
    return acto


def acto_de(codigo: str) -> Acto:
    """The act of that code. Raises NoEncontrado."""
    acto = _ACTOS.get(codigo)
    if acto is None:
        raise NoEncontrado(_("Ese trámite no se puede hacer desde aquí."))
    return acto


def registrados() -> frozenset[str]:
    """The codes of every act."""
    return frozenset(_ACTOS)


def _como_se_escribio(valor: Valor) -> object:
    """A value of an act as its form takes it: paragraphs one a line, yes and no in words."""
    if isinstance(valor, bool):
        return "si" if valor else "no"
    return "\n".join(texto_de(uno) for uno in valor) if isinstance(valor, list) else valor


def lineas(texto: object) -> list[str]:
    """The paragraphs of a text box: one a line, without the empty ones."""
    return [linea.strip() for linea in str(texto or "").splitlines() if linea.strip()]
