"""The boxes of a person and of a party, with a prefix before their names, and what was typed in them."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.formularios import DOMICILIO, campos_de_domicilio, domicilio_de
from consistorio.documental.registro.tipos import CanalNotificacion, DatosPersona, ParteEscrita
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import PAISES

NOTIFICACION = [
    ("", _("No lo indica")),
    (CanalNotificacion.PAPEL.value, _("En papel")),
    (CanalNotificacion.ELECTRONICA.value, _("Por medios electrónicos")),
]
DOCUMENTOS = [
    (Persona.TipoDocumento.NIF.value, _("DNI, NIE o NIF")),
    (Persona.TipoDocumento.PASAPORTE.value, _("Pasaporte")),
    (Persona.TipoDocumento.EXTRANJERO.value, _("Documento de identidad de otro país")),
    (Persona.TipoDocumento.FISCAL.value, _("Número fiscal de otro país")),
]
IDENTIDAD = ("nif", "nombre", "apellido1", "apellido2")
EXTRANJERO = ("tipo_documento", "pais_documento")
AVISOS = ("canal_notificacion", *DOMICILIO)
REPRESENTANTE = tuple(f"representante_{campo}" for campo in (*IDENTIDAD, *EXTRANJERO))
PARTE = (*IDENTIDAD, *EXTRANJERO, *AVISOS, *REPRESENTANTE)


def campos_de_persona(
    prefijo: str, etiqueta: str, *, obligatoria: bool = False, ayuda: str = "", de: str = "", siempre: bool = False
) -> dict[str, forms.Field]:
    """The document and the name of a person. `etiqueta`: of the number's box; `de`: whose the others are, when it is not the first.

    `siempre`: the name is asked for also of who is known.
    """

    def rotulo(texto: object) -> str:
        return f"{texto} {de}".strip()

    return {
        f"{prefijo}nif": forms.CharField(label=etiqueta, max_length=40, required=obligatoria, help_text=ayuda),
        f"{prefijo}nombre": forms.CharField(
            label=rotulo(_("Nombre o razón social")),
            required=siempre,
            max_length=160,
            help_text=_("Como figura en su documento") if siempre else _("Solo si no la conocemos"),
        ),
        f"{prefijo}apellido1": forms.CharField(label=rotulo(_("Primer apellido")), required=False, max_length=80),
        f"{prefijo}apellido2": forms.CharField(label=rotulo(_("Segundo apellido")), required=False, max_length=80),
        f"{prefijo}tipo_documento": forms.ChoiceField(
            label=rotulo(_("Clase de documento")), choices=DOCUMENTOS, required=False, initial=DOCUMENTOS[0][0]
        ),
        f"{prefijo}pais_documento": forms.ChoiceField(
            label=rotulo(_("País que expidió el documento")),
            choices=[("", _("España")), *((c, n) for c, n in PAISES.items() if c != "ES")],
            required=False,
            help_text=_("Solo para pasaportes y documentos de otro país"),
        ),
    }


def campos_de_parte(prefijo: str, etiqueta: str, *, obligatoria: bool = False) -> dict[str, forms.Field]:
    """Everything of a party: the person, how they are told things, and who represents them."""
    campos = campos_de_persona(
        prefijo, etiqueta, obligatoria=obligatoria, ayuda=str(_("Si no tiene, el número de su pasaporte o documento"))
    )
    campos[f"{prefijo}canal_notificacion"] = forms.ChoiceField(
        label=_("Cómo quiere recibir las notificaciones"), choices=NOTIFICACION, required=False
    )
    campos |= {f"{prefijo}{nombre}": campo for nombre, campo in campos_de_domicilio().items()}
    return campos | campos_de_persona(
        f"{prefijo}representante_", str(_("DNI, NIE o NIF de quien representa")), de=str(_("de quien representa"))
    )


def persona_de(limpio: Mapping[str, object], prefijo: str) -> DatosPersona | None:
    """The person typed in those boxes; None when no number was."""
    numero = _texto(limpio, f"{prefijo}nif")
    if not numero:
        return None
    return DatosPersona(
        numero,
        _texto(limpio, f"{prefijo}nombre"),
        _texto(limpio, f"{prefijo}apellido1"),
        _texto(limpio, f"{prefijo}apellido2"),
        _texto(limpio, f"{prefijo}tipo_documento") or Persona.TipoDocumento.NIF.value,
        _texto(limpio, f"{prefijo}pais_documento") or "ES",
    )


def parte_de(limpio: Mapping[str, object], prefijo: str) -> ParteEscrita | None:
    """The party typed in those boxes; None when no number was."""
    persona, canal = persona_de(limpio, prefijo), _texto(limpio, f"{prefijo}canal_notificacion")
    if persona is None:
        return None
    return ParteEscrita(
        persona,
        persona_de(limpio, f"{prefijo}representante_"),
        CanalNotificacion(canal) if canal else None,
        domicilio_de({nombre: limpio.get(f"{prefijo}{nombre}") for nombre in DOMICILIO}),
        prefijo,
    )


def _texto(limpio: Mapping[str, object], nombre: str) -> str:
    return str(limpio.get(nombre) or "").strip()
