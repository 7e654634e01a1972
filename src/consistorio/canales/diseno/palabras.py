"""Words of the designer: phases, kinds of question, conditions."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.tramitacion.catalogo.tamanos import MODELADO, SIMPLIFICADO
from consistorio.tramitacion.formularios.valores import Valor, texto_de

Texto = str | Promise
FASES: Mapping[str, Texto] = {
    "iniciacion": gettext_lazy("Iniciación"),
    "ordenacion": gettext_lazy("Ordenación"),
    "instruccion": gettext_lazy("Instrucción"),
    "finalizacion": gettext_lazy("Finalización"),
    "ejecucion": gettext_lazy("Ejecución"),
    "archivo": gettext_lazy("Archivo"),
}
# What a condition may look at beside the answers
HECHOS: Mapping[str, Texto] = {
    "resultado_revision": gettext_lazy("El resultado de la revisión"),
    "sentido_propuesta": gettext_lazy("El sentido de la propuesta"),
    "sentido_resolucion": gettext_lazy("El sentido de la resolución"),
    "interesados": gettext_lazy("Cuántas personas interesadas hay"),
}
OPERADORES: Mapping[str, Texto] = {
    "igual": gettext_lazy("es"),
    "distinto": gettext_lazy("no es"),
    "contiene": gettext_lazy("incluye"),
    "mayor": gettext_lazy("es mayor que"),
    "mayor_o_igual": gettext_lazy("es, como poco,"),
    "menor": gettext_lazy("es menor que"),
    "menor_o_igual": gettext_lazy("es, como mucho,"),
    "en": gettext_lazy("es una de"),
    "relleno": gettext_lazy("está contestada"),
    "vacio": gettext_lazy("no está contestada"),
}
# What the facts of a case say, in words
VALORES: Mapping[str, Texto] = {
    "estima": gettext_lazy("conceder"),
    "estima_parcial": gettext_lazy("conceder en parte"),
    "deniega": gettext_lazy("denegar"),
    "inadmite": gettext_lazy("inadmitir"),
    "desistida": gettext_lazy("tener por desistida"),
    "admitida": gettext_lazy("admitida"),
}
# In which sense a proposal or a decision of a made-up case is given
SENTIDOS: Mapping[str, Texto] = {
    "estima": gettext_lazy("Se concede"),
    "estima_parcial": gettext_lazy("Se concede en parte"),
    "deniega": gettext_lazy("Se deniega"),
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


def solo_en(cosa: Mapping[str, Valor]) -> str:
    """In which size alone it is, in words; "" when it is in both."""
    return str(SOLO_EN.get(unico_tamano(cosa), ""))


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
UNIDADES_DEL_PLAZO: Mapping[str, Texto] = {
    "dias_habiles": gettext_lazy("días hábiles más"),
    "dias_naturales": gettext_lazy("días naturales más"),
    "meses": gettext_lazy("meses más"),
    "anios": gettext_lazy("años más"),
}


def condicion_en_palabras(condicion: Valor, preguntas: Mapping[str, str]) -> str:
    """When something is done, as people say it; "" when always."""
    if not isinstance(condicion, dict):
        return ""
    for clave, union in (("y", _(" y ")), ("o", _(" o "))):
        partes = condicion.get(clave)
        if isinstance(partes, list):
            return union.join(condicion_en_palabras(parte, preguntas) for parte in partes)
    if "no" in condicion:
        return _("no ocurre que %(que)s") % {"que": condicion_en_palabras(condicion["no"], preguntas)}
    campo, valor = texto_de(condicion.get("campo")), condicion.get("valor")
    dicho = ", ".join(str(VALORES.get(v, v)) for v in map(texto_de, valor if isinstance(valor, list) else [valor]))
    operador = str(OPERADORES.get(texto_de(condicion.get("operador")), ""))
    return f"«{preguntas.get(campo, campo)}» {operador} {dicho}".strip()
