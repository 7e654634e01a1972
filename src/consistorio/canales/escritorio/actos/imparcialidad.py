"""Acts of who must keep away from a case: abstain, pass on a challenge, answer it, decide."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import parrafos, si_o_no
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.nucleo.reloj import hoy
from consistorio.tramitacion.expedientes.apartados import apartamientos_en
from consistorio.tramitacion.motor.acciones import (
    abstenerse,
    cambiar_sustituto,
    contestar_recusacion,
    dar_curso_a_recusacion,
    decidir_imparcialidad,
    no_dar_curso_a_recusacion,
)
from consistorio.tramitacion.motor.causas import CAUSAS, SIN_CURSO, en_palabras
from consistorio.tramitacion.motor.consultas_imparcialidad import cuestion_de, quienes_intervienen
from consistorio.tramitacion.motor.models import CuestionImparcialidad
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_abstencion, exigir_recusacion


def _causas() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("¿Qué causas hay?"),
        choices=[(letra, _(texto)) for letra, texto in CAUSAS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No cabe otra (artículo 23.2 de la Ley 40/2015)."),
        error_messages={"required": _("Elija al menos una causa.")},
    )


def _personas(campo: object, ocasion: Ocasion, *, salvo: UUID | None = None) -> None:
    if isinstance(campo, forms.ChoiceField):
        gente = [
            (str(e.id), e.nombre)
            for e in quienes_intervienen(ocasion.expediente, en=hoy(ocasion.reloj))
            if e.id != salvo
        ]
        campo.choices = [("", str(_("Elija a una persona"))), *gente]


def _que_no_intervienen(ocasion: Ocasion, *, con_sustituto: bool = False) -> list[tuple[str, str]]:
    suyos = apartamientos_en(ocasion.expediente.id)
    gente = [(str(a.empleado_id), a.empleado.nombre) for a in suyos if not (con_sustituto and a.provisional)]
    return [("", str(_("Elija a una persona"))), *gente]


class Abstencion(FormularioActo):
    """Why."""

    causas = _causas()
    hechos = parrafos(
        _("¿Qué relación tiene con el asunto?"),
        _("Lo leerá quien dirige su unidad y quedará en el expediente: ponga solo los datos imprescindibles."),
    )


def _abstenerse(ocasion: Ocasion, limpio: Limpio) -> object:
    causas = limpio["causas"]
    return abstenerse(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        causas=[str(letra) for letra in causas] if isinstance(causas, list) else [],
        hechos=str(limpio["hechos"]),
        reloj=ocasion.reloj,
    )


class Curso(FormularioActo):
    """Whom the paper challenges, and why."""

    empleado = forms.ChoiceField(
        label=_("¿A quién recusa el escrito?"), error_messages={"required": _("Elija a la persona recusada.")}
    )
    causas = _causas()

    def preparar(self) -> None:
        """Offer the staff, but for who is doing it."""
        _personas(self.fields["empleado"], self.ocasion, salvo=self.ocasion.actor.id)


def _dar_curso(ocasion: Ocasion, limpio: Limpio) -> object:
    causas = limpio["causas"]
    return dar_curso_a_recusacion(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        empleado_id=UUID(str(limpio["empleado"])),
        causas=[str(letra) for letra in causas] if isinstance(causas, list) else [],
        reloj=ocasion.reloj,
    )


class SinCurso(FormularioActo):
    """Why the paper is passed on to nobody."""

    porque = forms.ChoiceField(
        label=_("¿Por qué no se le puede dar curso?"),
        choices=[(codigo, _(texto)) for codigo, texto in SIN_CURSO.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija por qué no se le puede dar curso.")},
    )
    apartado = forms.ChoiceField(
        label=_("¿Quién ya no interviene?"),
        required=False,
        help_text=_(
            "Solo si es porque la persona recusada ya no interviene: el escrito se cierra con la decisión que la apartó."
        ),
    )
    motivo = parrafos(_("Explíquelo"), _("Lo leerán las personas interesadas: solo los datos que hagan falta."))

    def preparar(self) -> None:
        """Offer those who keep away from the case."""
        campo = self.fields["apartado"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = _que_no_intervienen(self.ocasion)


def _no_dar_curso(ocasion: Ocasion, limpio: Limpio) -> object:
    apartado = str(limpio["apartado"] or "")
    return no_dar_curso_a_recusacion(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        porque=str(limpio["porque"]),
        apartado_id=UUID(apartado) if apartado else None,
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


class Contestacion(FormularioActo):
    """Whether the cause is there."""

    reconoce = si_o_no(_("¿Se da en usted la causa de recusación?"), "")
    texto = parrafos(_("Explíquelo"), _("Hace falta si la niega."), obligatorio=False)

    def preparar(self) -> None:
        """Say which cause."""
        cuestion = cuestion_de(self.ocasion.exigir_tarea())
        if cuestion is not None:
            self.fields["reconoce"].help_text = ". ".join(en_palabras(cuestion.causas))


def _contestar(ocasion: Ocasion, limpio: Limpio) -> object:
    return contestar_recusacion(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        reconoce=limpio["reconoce"] == "si",
        texto=str(limpio["texto"]),
        reloj=ocasion.reloj,
    )


def _lo_que_dice(cuestion: CuestionImparcialidad) -> tuple[str, ...]:
    """What the person said of a challenge; of an abstention, the causes are what they say."""
    if cuestion.clase == CuestionImparcialidad.Clase.ABSTENCION:
        return ()
    dicho = {None: _("No ha contestado"), True: _("La reconoce"), False: _("La niega")}
    return (str(dicho[cuestion.reconoce]),)


class Decision(FormularioActo):
    """Whether the person keeps away, and who stands in for them."""

    estima = si_o_no(_("¿Debe dejar de intervenir?"), "")
    motivo = parrafos(
        _("¿Por qué?"),
        _("Diga qué se ha comprobado. Lo leerán las personas interesadas: solo los datos que hagan falta."),
    )
    sustituto = forms.ChoiceField(
        label=_("¿Quién le sustituye?"),
        required=False,
        help_text=_("Hace falta si debe dejar de intervenir. Recibe sus tareas y sus firmas de este expediente."),
    )
    acuerdo = forms.CharField(
        label=_("¿En qué sesión lo acordó el Pleno?"), required=False, max_length=200, help_text=_("Fecha y número.")
    )

    def preparar(self) -> None:
        """Say of whom it is; offer the staff, and ask for the session where nobody is above the person."""
        tarea = self.ocasion.exigir_tarea()
        cuestion = cuestion_de(tarea)
        if cuestion is not None:
            self.fields["estima"].label = _("¿Debe dejar de intervenir %(q)s?") % {"q": cuestion.empleado.nombre}
            self.fields["estima"].help_text = ". ".join((*en_palabras(cuestion.causas), *_lo_que_dice(cuestion)))
        _personas(self.fields["sustituto"], self.ocasion, salvo=cuestion.empleado_id if cuestion is not None else None)
        if tarea.datos.get("pleno") is not True:
            del self.fields["acuerdo"]


def _decidir(ocasion: Ocasion, limpio: Limpio) -> object:
    elegido = str(limpio["sustituto"] or "")
    return decidir_imparcialidad(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        estima=limpio["estima"] == "si",
        motivo=str(limpio["motivo"]),
        sustituto_id=UUID(elegido) if elegido else None,
        acuerdo=str(limpio.get("acuerdo") or ""),
        reloj=ocasion.reloj,
    )


class Sustitucion(FormularioActo):
    """Who stands in from now on for whom."""

    empleado = forms.ChoiceField(
        label=_("¿A quién hay que sustituir?"), error_messages={"required": _("Elija a quien no interviene.")}
    )
    sustituto = forms.ChoiceField(
        label=_("¿Quién le sustituye desde ahora?"),
        help_text=_("Recibe las tareas y las firmas que esperan en este expediente a quien le sustituía."),
        error_messages={"required": _("Elija quién le sustituye.")},
    )
    motivo = parrafos(_("¿Por qué?"), _("Lo leerán las personas interesadas: solo los datos que hagan falta."))

    def preparar(self) -> None:
        """Offer those who keep away from the case, and the staff."""
        campo = self.fields["empleado"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = _que_no_intervienen(self.ocasion, con_sustituto=True)
        _personas(self.fields["sustituto"], self.ocasion)


def _cambiar_sustituto(ocasion: Ocasion, limpio: Limpio) -> object:
    return cambiar_sustituto(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        empleado_id=UUID(str(limpio["empleado"])),
        sustituto_id=UUID(str(limpio["sustituto"])),
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


for acto in (
    Acto(
        codigo="abstenerse",
        titulo=_("Abstenerse de intervenir en el expediente"),
        explicacion=_(
            "Cuando lo firme dejará de intervenir en él, hasta que lo decida quien dirige su unidad (artículo 23). Lo que ya hizo sigue valiendo."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Abstención escrita. Fírmela en su portafirmas: entonces dejará de intervenir."),
        formulario=Abstencion,
        ejecutar=_abstenerse,
        procede=exigir_abstencion,
    ),
    Acto(
        codigo="dar_curso_a_recusacion",
        titulo=_("Dar curso a una recusación"),
        explicacion=_(
            "La persona recusada deja de intervenir y contesta como muy tarde el siguiente día hábil; decide su superior en tres días "
            "(artículo 24). El plazo para resolver está parado desde que se presentó."
        ),
        boton=_("Dar curso"),
        hecho=_("Recusación en curso. La persona recusada tiene que contestarla."),
        formulario=Curso,
        ejecutar=_dar_curso,
        procede=exigir_recusacion,
    ),
    Acto(
        codigo="no_dar_curso_a_recusacion",
        titulo=_("No dar curso a una recusación"),
        explicacion=_(
            "Para cuando no puede seguir su camino. Se notifica a las personas interesadas y el plazo para resolver, que está parado, vuelve a "
            "contar. No sirve para decidir si tiene razón: eso lo decide el superior de la persona recusada (artículo 24)."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Decisión escrita. Fírmela en su portafirmas: entonces se notificará y volverá a contar el plazo."),
        formulario=SinCurso,
        ejecutar=_no_dar_curso,
        procede=exigir_abstencion,
    ),
    Acto(
        codigo="contestar_recusacion",
        titulo=_("Decir si hay causa de recusación"),
        explicacion=_(
            "Una persona interesada le ha recusado. Lea su escrito en los documentos del expediente y conteste."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Contestación escrita. Fírmela en su portafirmas: entonces decidirá su superior."),
        formulario=Contestacion,
        ejecutar=_contestar,
    ),
    Acto(
        codigo="decidir_imparcialidad",
        titulo=_("Decidir si alguien deja de intervenir"),
        explicacion=_("Tiene efecto cuando usted lo firme. Contra lo que decida no cabe recurso (artículo 24.5)."),
        boton=_("Enviar a la firma"),
        hecho=_("Decisión escrita. Fírmela en su portafirmas: entonces tendrá efecto."),
        formulario=Decision,
        ejecutar=_decidir,
    ),
    Acto(
        codigo="cambiar_sustituto",
        titulo=_("Cambiar a quien sustituye a otra persona"),
        explicacion=_(
            "Para cuando quien sustituye a alguien que no interviene en el expediente deja el Ayuntamiento, está ausente o tampoco puede "
            "intervenir. Tiene efecto cuando usted lo firme, y se comunica a las personas interesadas."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Cambio escrito. Fírmelo en su portafirmas: entonces tendrá efecto."),
        formulario=Sustitucion,
        ejecutar=_cambiar_sustituto,
        procede=exigir_abstencion,
    ),
):
    registrar(acto)
