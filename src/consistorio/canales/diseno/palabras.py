"""Words of the designer: senses, kinds of question, formats."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.tramitacion.catalogo import naturalezas
from consistorio.tramitacion.catalogo.tamanos import MODELADO, SIMPLIFICADO
from consistorio.tramitacion.formularios.valores import Valor, texto_de

Texto = str | Promise
# In which sense a proposal or a decision of a made-up case is given
SENTIDOS: Mapping[str, Texto] = {
    "estima": gettext_lazy("Se concede"),
    "estima_parcial": gettext_lazy("Se concede en parte"),
    "deniega": gettext_lazy("Se deniega"),
}
# Of what was declared (LPACAP 69): how its check ends, and in which sense it is decided then
DE_LA_COMPROBACION: Mapping[str, Texto] = {
    "conforme": gettext_lazy("Conforme"),
    "incumplimiento": gettext_lazy("No se cumple"),
}
SENTIDOS_DE_LO_DECLARADO: Mapping[str, Texto] = {
    "imposibilidad": gettext_lazy("No puede continuar"),
    "archiva": gettext_lazy("Se archiva"),
}
TIPOS_DE_PREGUNTA: Mapping[str, Texto] = {
    "texto": gettext_lazy("Texto corto"),
    "texto_largo": gettext_lazy("Texto largo"),
    "numero": gettext_lazy("Número"),
    "importe": gettext_lazy("Importe en euros"),
    "fecha": gettext_lazy("Fecha"),
    "opcion": gettext_lazy("Una respuesta de varias, a la vista"),
    "seleccion": gettext_lazy("Una respuesta de una lista larga"),
    "casillas": gettext_lazy("Varias respuestas"),
    "casilla": gettext_lazy("Sí o no"),
    "declaracion": gettext_lazy("Declaración que hay que aceptar"),
    "nif": gettext_lazy("DNI, NIE o NIF"),
    "iban": gettext_lazy("Cuenta bancaria (IBAN)"),
    "direccion": gettext_lazy("Dirección"),
    "telefono": gettext_lazy("Teléfono"),
    "correo": gettext_lazy("Correo electrónico"),
}
FORMATOS: Mapping[str, Texto] = {
    "pdf": gettext_lazy("PDF"),
    "imagen": gettext_lazy("Imágenes"),
    "ofimatica": gettext_lazy("Ofimática"),
    "texto": gettext_lazy("Texto y CSV"),
    "xml": gettext_lazy("XML"),
    "zip": gettext_lazy("ZIP"),
    "video": gettext_lazy("Vídeo"),
    "audio": gettext_lazy("Audio"),
}


# In which of its sizes a procedure is processed (`catalogo.tamanos`)
TAMANOS: Mapping[str, Texto] = {
    SIMPLIFICADO: gettext_lazy("Simplificado: lo imprescindible"),
    MODELADO: gettext_lazy("Modelado: todo"),
}
SOLO_EN: Mapping[str, Texto] = {
    SIMPLIFICADO: gettext_lazy("Solo en el simplificado"),
    MODELADO: gettext_lazy("Solo en el modelado"),
}


def unico_tamano(cosa: Mapping[str, Valor]) -> str:
    """The only size in which a thing is; "" when it is in both."""
    dichos = cosa.get("tamanos")
    return texto_de(dichos[0]) if isinstance(dichos, list) and len(dichos) == 1 else ""


def solo_en_de(cosas: Valor) -> dict[str, str]:
    """By the code of each task or page, in which size and of which natures alone it is, in words; nothing of what is in all."""
    escritas = [cosa for cosa in cosas if isinstance(cosa, dict)] if isinstance(cosas, list) else []
    return {
        texto_de(cosa.get("codigo")): ". ".join(dichas)
        for cosa in escritas
        if (dichas := [*filter(None, (str(SOLO_EN.get(unico_tamano(cosa), "")), naturalezas.solo_en(cosa)))])
    }


# What happens in a made-up case
SUCESOS: Mapping[str, Texto] = {
    "abre": gettext_lazy("Se abre"),
    "no_hace_falta": gettext_lazy("No hace falta"),
    "hecha": gettext_lazy("Hecha"),
    "requiere": gettext_lazy("Se notifica que la corrija: el plazo se para"),
    "responde": gettext_lazy("La persona interesada contesta"),
    "desatendido": gettext_lazy("Termina el plazo para contestar, sin respuesta"),
    "suspende": gettext_lazy("El plazo se para mientras llega"),
    "sigue": gettext_lazy("El plazo vuelve a contar"),
    "amplia": gettext_lazy("Se amplía el plazo para resolver"),
    "vence": gettext_lazy("Termina el plazo sin resolver: silencio"),
}
PIDE_DOCUMENTACION: Texto = gettext_lazy("Se notifica que envíe la documentación")
UNIDADES_DEL_PLAZO: Mapping[str, Texto] = {
    "dias_habiles": gettext_lazy("días hábiles más"),
    "dias_naturales": gettext_lazy("días naturales más"),
    "meses": gettext_lazy("meses más"),
    "anios": gettext_lazy("años más"),
}


def que_ya_no_se_ofrece(codigo: str) -> str:
    """A choice that is there and that nothing offers any more."""
    return _("%(c)s (ya no se ofrece)") % {"c": codigo}
