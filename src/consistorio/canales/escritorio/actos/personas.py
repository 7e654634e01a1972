"""Acts on who is in a case, what it is related to, and correcting its errors."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import PARA_ELEGIR, ofrecer_documentos
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.tramitacion.expedientes import consultas
from consistorio.tramitacion.expedientes.acciones import (
    anadir_interesado,
    cambiar_representante,
    rectificar_error,
    relacionar,
)
from consistorio.tramitacion.expedientes.models import Interesado, Relacion


class NuevaPersona(FormularioActo):
    """Who appears later, or whose rights the decision may touch. The name is only asked of who is not known yet."""

    nif = forms.CharField(
        label=_("DNI, NIE o NIF"),
        max_length=20,
        error_messages={"required": _("Escriba su número de identificación.")},
    )
    nombre = forms.CharField(
        label=_("Nombre, o denominación de la entidad"),
        help_text=_("Si ya la conocemos por su número, no hace falta."),
        max_length=120,
        required=False,
    )
    apellido1 = forms.CharField(label=_("Primer apellido"), max_length=80, required=False)
    apellido2 = forms.CharField(label=_("Segundo apellido"), max_length=80, required=False)
    papel = forms.ChoiceField(
        label=_("¿En qué calidad interviene?"),
        choices=[c for c in Interesado.Papel.choices if c[0] != Interesado.Papel.SOLICITANTE],
    )
    canal = forms.ChoiceField(
        label=_("¿Cómo se le notifica?"),
        choices=Interesado.Canal.choices,
        widget=forms.RadioSelect,
        help_text=_("A quien está obligada a medios electrónicos se le notifica siempre así (artículo 14)."),
        error_messages={"required": _("Elija cómo se le notifica.")},
    )


def _anadir(ocasion: Ocasion, limpio: Limpio) -> object:
    try:
        return anadir_interesado(
            actor=ocasion.actor,
            expediente_id=ocasion.expediente.id,
            nif=str(limpio["nif"]),
            nombre=str(limpio["nombre"]),
            apellido1=str(limpio["apellido1"]),
            apellido2=str(limpio["apellido2"]),
            papel=str(limpio["papel"]),
            canal=str(limpio["canal"]),
            reloj=ocasion.reloj,
        )
    except Conflicto as error:
        raise DatosIncorrectos(error.mensaje, problemas=[Problema("nif", error.mensaje)]) from error


class Representante(FormularioActo):
    """Who acts from now on for one of the parties."""

    interesado = forms.ChoiceField(
        label=_("¿A quién representa?"), error_messages={"required": _("Elija a quién representa.")}
    )
    nif = forms.CharField(
        label=_("DNI, NIE o NIF de quien representa"),
        help_text=_("Vacío, si desde ahora actúa por sí misma."),
        max_length=20,
        required=False,
    )
    nombre = forms.CharField(
        label=_("Nombre, o denominación de la entidad"),
        help_text=_("Si ya la conocemos por su número, no hace falta."),
        max_length=120,
        required=False,
    )
    apellido1 = forms.CharField(label=_("Primer apellido"), max_length=80, required=False)
    apellido2 = forms.CharField(label=_("Segundo apellido"), max_length=80, required=False)

    def preparar(self) -> None:
        """Offer the parties of the case; of many, ask the number of the one represented."""
        partes = consultas.interesados_de(self.ocasion.expediente, limite=PARA_ELEGIR + 1)
        campo = self.fields["interesado"]
        if len(partes) > PARA_ELEGIR:
            self.fields["interesado"] = forms.CharField(
                label=_("¿A quién representa? Su DNI, NIE o NIF"),
                max_length=40,
                help_text=_("Está en la pestaña «Personas»."),
                error_messages={"required": _("Escriba el número de la persona a la que representa.")},
            )
        elif isinstance(campo, forms.ChoiceField):
            campo.choices = [("", _("Elija a una persona")), *((str(p.id), p.persona.nombre_completo) for p in partes)]

    def clean_interesado(self) -> UUID:
        """Which party, chosen or by their number."""
        dicho = str(self.cleaned_data["interesado"])
        if isinstance(self.fields["interesado"], forms.ChoiceField):
            return UUID(dicho)
        parte = consultas.parte_con_nif(self.ocasion.expediente, dicho)
        if parte is None:
            raise forms.ValidationError(_("Nadie con ese número es parte en este expediente."))
        return parte.id


def _representar(ocasion: Ocasion, limpio: Limpio) -> object:
    return cambiar_representante(
        actor=ocasion.actor,
        interesado_id=UUID(str(limpio["interesado"])),
        nif=str(limpio["nif"]),
        nombre=str(limpio["nombre"]),
        apellido1=str(limpio["apellido1"]),
        apellido2=str(limpio["apellido2"]),
        reloj=ocasion.reloj,
    )


class OtroExpediente(FormularioActo):
    """Which case, and how it is related."""

    numero = forms.CharField(
        label=_("Número del otro expediente"),
        help_text=_("Por ejemplo, 2026/LIC/00012"),
        max_length=40,
        error_messages={"required": _("Escriba el número del otro expediente.")},
    )
    clase = forms.ChoiceField(
        label=_("¿Qué relación tienen?"),
        choices=[(una.value, una.label) for una in Relacion.A_MANO],
        help_text=_(
            "Elija la revocación antes de resolver este expediente, si es el que revoca lo que liquidó el otro."
        ),
    )


def _relacionar(ocasion: Ocasion, limpio: Limpio) -> object:
    try:
        otro = consultas.por_numero(ocasion.actor, str(limpio["numero"]))
        return relacionar(
            actor=ocasion.actor,
            expediente_id=ocasion.expediente.id,
            otro_id=otro.id,
            clase=str(limpio["clase"]),
            reloj=ocasion.reloj,
        )
    except (Conflicto, NoEncontrado) as error:
        raise DatosIncorrectos(error.mensaje, problemas=[Problema("numero", error.mensaje)]) from error


class Rectificacion(FormularioActo):
    """What is wrong and what it should say (LPACAP 109.2)."""

    documento = forms.ChoiceField(label=_("¿En qué documento está el error?"), required=False)
    donde_dice = forms.CharField(label=_("Donde dice"), widget=forms.Textarea(attrs={"rows": 3}))
    debe_decir = forms.CharField(label=_("Debe decir"), widget=forms.Textarea(attrs={"rows": 3}))
    motivo = forms.CharField(
        label=_("¿Por qué es un error material, de hecho o aritmético?"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def preparar(self) -> None:
        """Offer the last documents of the case, and the one at which it was pressed."""
        if ofrecer_documentos(self, _("En ninguno: está en los datos"), cuantos=PARA_ELEGIR):
            self.fields["documento"].help_text = _(
                "Aquí están los %(n)d últimos. Si es otro, búsquelo en la pestaña Documentos y pulse allí «Corregir un error»."
            ) % {"n": PARA_ELEGIR}


def _rectificar(ocasion: Ocasion, limpio: Limpio) -> object:
    return rectificar_error(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        documento_id=UUID(str(limpio["documento"])) if limpio["documento"] else None,
        donde_dice=str(limpio["donde_dice"]),
        debe_decir=str(limpio["debe_decir"]),
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


for acto in (
    Acto(
        codigo="anadir_persona",
        titulo=_("Añadir una persona interesada"),
        explicacion=_("Podrá ver el expediente y se le notificará desde ahora (artículos 4 y 8)."),
        boton=_("Añadir"),
        hecho=_("Persona añadida al expediente."),
        formulario=NuevaPersona,
        ejecutar=_anadir,
    ),
    Acto(
        codigo="cambiar_representante",
        titulo=_("Cambiar quién representa a una persona"),
        explicacion=_(
            "Desde ahora se le notifica a quien la representa. Si no hay un poder inscrito, queda una tarea para comprobarlo (artículo 5)."
        ),
        boton=_("Cambiar"),
        hecho=_("Representante cambiado."),
        formulario=Representante,
        ejecutar=_representar,
    ),
    Acto(
        codigo="relacionar",
        titulo=_("Relacionar con otro expediente"),
        explicacion=_("Los dos expedientes se verán enlazados."),
        boton=_("Relacionar"),
        hecho=_("Expedientes relacionados."),
        formulario=OtroExpediente,
        ejecutar=_relacionar,
    ),
    Acto(
        codigo="rectificar_error",
        titulo=_("Corregir un error"),
        explicacion=_(
            "Lo escrito no se borra: una diligencia firmada dice qué debía decir (artículo 109.2). La firma usted; si el error está en "
            "una resolución, la firma el órgano que la dictó, y entonces se notifica."
        ),
        boton=_("Corregir"),
        hecho=_("Error corregido. La diligencia espera la firma en el portafirmas."),
        formulario=Rectificacion,
        ejecutar=_rectificar,
    ),
):
    registrar(acto)
