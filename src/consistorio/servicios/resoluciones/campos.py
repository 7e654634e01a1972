"""What the texts of a procedure may name (`[[clave]]`): each with its meaning and what it says in a made-up case. Pure.

Whoever writes the texts reads this list; the checker of definitions refuses what is not in it, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.textos import ESCRITOS, partes_de
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.formularios.campos import texto_legible
from consistorio.tramitacion.formularios.tipos import Campo, Esquema
from consistorio.tramitacion.formularios.valores import Valor

EN_TODOS = "*"
DE_RESPUESTA = "respuesta_"
_ESCRITO = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dato
class CampoDeTexto:
    """One of them. `ejemplo`: what it says in a made-up case."""

    clave: str
    que: str
    ejemplo: str


def campos_de(definicion: Definicion, *, dia: date) -> tuple[CampoDeTexto, ...]:
    """Every one, for a procedure; the answers of its form last."""
    respaldo = definicion.legal.respaldos.get("organo")
    ejemplos = {
        "interesado": _("Ana Ejemplo Inventada"),
        "expediente": _("PRUEBA/0000"),
        "titulo": _("el título que tenga el expediente"),
        "procedimiento": definicion.nombre,
        "fecha_solicitud": fecha_larga(dia),
        "organo": definicion.legal.organo.nombre or _("el órgano que resuelve"),
        "articulo_organo": respaldo.articulo if respaldo is not None else _("el artículo que le da la competencia"),
        **_hechos_inventados(dia),
    }
    fijos = [CampoDeTexto(clave, que, ejemplos[clave]) for clave, que in _fijos().items()]
    respuestas = [
        CampoDeTexto(f"{DE_RESPUESTA}{campo.codigo}", campo.etiqueta, _respuesta_inventada(campo, dia))
        for campo in definicion.formulario.campos
    ]
    return (*fijos, *respuestas)


def problemas_de_textos(textos: Valor, esquema: Esquema) -> tuple[Problema, ...]:
    """What is wrong with the texts that a definition gives, with the sense, the part and the paragraph."""
    return tuple(_problemas(textos, esquema))


def _problemas(textos: Valor, esquema: Esquema) -> Iterator[Problema]:
    if not isinstance(textos, dict):
        yield Problema("textos", _("aquí va un objeto, con un apartado para cada sentido o escrito."))
        return
    conocidos = {*_fijos(), *(f"{DE_RESPUESTA}{campo.codigo}" for campo in esquema.campos)}
    for sentido, bloque in textos.items():
        lugar = f"textos.{sentido}"
        partes = partes_de(sentido)
        if sentido not in {EN_TODOS, *Resolucion.Sentido.values, *ESCRITOS}:
            yield Problema(lugar, _("no existe el sentido «%(s)s».") % {"s": sentido})
        elif not isinstance(bloque, dict):
            yield Problema(lugar, _("aquí va un objeto con sus partes: %(l)s.") % {"l": ", ".join(partes)})
        else:
            yield from _del_bloque(bloque, lugar, partes, conocidos)


def _del_bloque(
    bloque: Mapping[str, Valor], lugar: str, partes: Sequence[str], conocidos: set[str]
) -> Iterator[Problema]:
    for parte, parrafos in bloque.items():
        if parte not in partes:
            yield Problema(f"{lugar}.{parte}", _("no existe esta parte. Son: %(l)s.") % {"l": ", ".join(partes)})
        elif not isinstance(parrafos, list) or not all(isinstance(parrafo, str) for parrafo in parrafos):
            yield Problema(f"{lugar}.{parte}", _("aquí va una lista de párrafos."))
        else:
            for n, parrafo in enumerate(parrafos, 1):
                for escrito in desconocidos(str(parrafo), conocidos):
                    mensaje = _("en el párrafo %(n)d, «[[%(c)s]]» no es ninguno de los campos que se pueden poner.")
                    yield Problema(f"{lugar}.{parte}[{n}]", mensaje % {"n": n, "c": escrito[:60]})


def desconocidos(parrafo: str, conocidos: set[str]) -> list[str]:
    """What a paragraph names between double brackets that nobody could fill in."""
    return [escrito for escrito in _ESCRITO.findall(parrafo) if escrito not in conocidos]


def _fijos() -> dict[str, str]:
    return {
        "interesado": _("Quién lo pidió"),
        "expediente": _("El número del expediente"),
        "titulo": _("El título del expediente"),
        "procedimiento": _("El nombre del procedimiento"),
        "fecha_solicitud": _("El día en que se presentó, o se inició"),
        "organo": _("El órgano que resuelve"),
        "articulo_organo": _("El artículo que le da la competencia"),
        "requerimientos": _("Lo que se pidió corregir, y si se contestó"),
        "informes": _("Los informes emitidos"),
        "pruebas": _("El período de prueba y lo que se practicó"),
        "informacion_publica": _("La información pública y sus alegaciones"),
        "audiencias": _("El trámite de audiencia"),
        "terminaciones": _("El desistimiento, la renuncia o la caducidad"),
        "acto_recurrido": _("En un recurso, lo que se recurre"),
        "causa_inadmision": _("En un recurso, por qué se presentó tarde"),
        "acto_revisado": _("En una revisión de oficio, el acto que se revisa"),
        "causa_nulidad": _("En una revisión de oficio, la causa de nulidad que se invoca"),
        "dictado_el": _("En una revisión de oficio, el día en que se dictó el acto"),
        "con_efectos_desde": _("En una declaración, desde cuándo tiene efectos"),
        "constancia": _("En una declaración, desde cuándo consta que no se cumple"),
        "causa_de_imposibilidad": _("En una declaración, por qué no puede continuar"),
        "incumplimiento": _("En una declaración, qué no se cumple y cómo consta"),
        "restitucion": _("En una declaración, qué hay que reponer"),
    }


def _hechos_inventados(dia: date) -> dict[str, str]:
    cuando = {"d": fecha_larga(dia)}
    return {
        "requerimientos": _("El %(d)s se notificó que había que corregir la solicitud, y se contestó el %(d)s.")
        % cuando,
        "informes": _("Informe inventado, %(d)s (favorable)") % cuando,
        "pruebas": _(
            "El %(d)s se notificó la apertura del período de prueba. Se practicaron estas pruebas: una inventada."
        )
        % cuando,
        "informacion_publica": _(
            "Hubo información pública, anunciada en el boletín oficial el %(d)s, hasta el %(d)s, sin alegaciones."
        )
        % cuando,
        "audiencias": _("El %(d)s se notificó el trámite de audiencia.") % cuando,
        "terminaciones": _("El %(d)s se presentó el desistimiento.") % cuando,
        "acto_recurrido": _("la resolución PRUEBA, del expediente PRUEBA/0000"),
        "con_efectos_desde": cuando["d"],
        "constancia": cuando["d"],
        "causa_de_imposibilidad": _("omisión esencial en lo declarado"),
        "incumplimiento": _("El local inventado no tiene lo que se declaró."),
        "restitucion": _("Retirar lo que se instaló en el local inventado."),
        "causa_inadmision": _("se presentó después de que terminara el plazo (art. 116.d)"),
        "acto_revisado": _("la resolución PRUEBA, del expediente PRUEBA/0000"),
        "causa_nulidad": _("letra b: órgano manifiestamente incompetente"),
        "dictado_el": fecha_larga(dia),
    }


def _respuesta_inventada(campo: Campo, dia: date) -> str:
    """An answer of its kind, read as the real ones are."""
    inventadas: dict[str, Valor] = {
        "numero": "12",
        "importe": "1250.00",
        "fecha": dia.isoformat(),
        "casilla": True,
        "declaracion": True,
        "nif": "00000000T",
        "direccion": {
            "via": _("Calle Inventada"),
            "numero": "1",
            "codigo_postal": "00000",
            "municipio": _("Inventado"),
        },
        "telefono": "600000000",
        "correo": "ana@ejemplo.invalid",
        "iban": "ES00 0000 0000 0000 0000 0000",
    }
    if campo.opciones:
        primera: Valor = campo.opciones[0].valor
        return texto_legible(campo, [primera] if campo.tipo == "casillas" else primera)
    return texto_legible(campo, inventadas.get(campo.tipo, _("una respuesta inventada")))
