"""Reading definition files and composing them with the models in force, without writing anything."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.tramitacion.catalogo import consultas, valores_legales
from consistorio.tramitacion.catalogo.casos import separar_casos
from consistorio.tramitacion.catalogo.composicion import componer
from consistorio.tramitacion.catalogo.legales import CAMPOS_LEGALES, naturaleza_de
from consistorio.tramitacion.catalogo.models import CasoDePrueba, Modelo
from consistorio.tramitacion.catalogo.naturalezas import problemas_de_marcas
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tamanos import distingue, otro, reducir, tamano_de
from consistorio.tramitacion.catalogo.tipos import SOLICITUD, Definicion
from consistorio.tramitacion.catalogo.tipos_conocidos import conocidos
from consistorio.tramitacion.catalogo.valores_legales import Escritos
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

MAXIMO_OCTETOS = 2 * 1024 * 1024
MODELO_ESTANDAR = "estandar"


@dato
class Leido:
    """A procedure read, composed with the models and the legal values in force, and checked.

    `compuesta`: in the size that it uses. `entera`: in both, with what tells them apart. `capa`: what is its own. `legales_nuevos`: what it
    says of its legal values that is not written. `casos`: its made-up ones, not written yet.
    """

    definicion: Definicion
    compuesta: dict[str, Valor]
    entera: dict[str, Valor]
    capa: dict[str, Valor]
    legales_nuevos: dict[str, Valor]
    legales: Escritos
    modelo: Modelo
    modelo_area: Modelo | None
    casos: Sequence[CasoDePrueba]
    problemas: tuple[Problema, ...]


class _NoEsDefinicion(ValueError):
    """Why a text is no definition, in words for people."""


def leer_texto(octetos: bytes) -> dict[str, Valor]:
    """The JSON object of a definition. Repeated keys are refused: one of them would be lost. Raises DatosIncorrectos."""
    if len(octetos) > MAXIMO_OCTETOS:
        raise DatosIncorrectos(_("El fichero pasa de 2 MB: no es una definición de procedimiento."))
    try:
        leido = json.loads(
            octetos, object_pairs_hook=_sin_repetir, parse_constant=_sin_constantes, parse_float=_sin_decimales
        )
        json.dumps(leido, ensure_ascii=False).encode()  # half of a pair of characters is no text
        if "\\u0000" in json.dumps(leido):
            raise _NoEsDefinicion(_("Hay un carácter nulo, que no es texto."))
        if not isinstance(leido, dict):
            raise _NoEsDefinicion(
                _("Tiene que empezar por una llave: lo que se dice de un procedimiento va con su nombre.")
            )
        return como_datos(leido)
    except (ValueError, TypeError, RecursionError) as error:
        raise DatosIncorrectos(
            _("El fichero no es una definición en JSON."), problemas=[Problema("", _por_que_no_se_lee(error))]
        ) from error


def _por_que_no_se_lee(error: Exception) -> str:
    """In words: those of Python are for programmers."""
    match error:
        case json.JSONDecodeError():
            return _("No se puede leer: mire la línea %(n)d, hacia la letra %(c)d.") % {
                "n": error.lineno,
                "c": error.colno,
            }
        case UnicodeError():
            return _("No es texto en UTF-8.")
        case RecursionError():
            return _("Tiene unas cosas dentro de otras más veces de las que se admiten.")
        case _NoEsDefinicion():
            return str(error)
        case _:
            return _("Lleva algo que no se admite: un número demasiado largo, o medio carácter.")


def es_modelo(documento: dict[str, Valor]) -> bool:
    """Whether a definition is of a model (the standard one, or an area's) and not of a procedure."""
    return documento.get("clase") in ("modelo", "area")


@dato
class Arriba:
    """What stands above the procedures of an area: the standard model, and the area's own where it has one."""

    modelo: Modelo
    area: Modelo | None

    def componer(
        self, *capas: dict[str, Valor], naturaleza: str = SOLICITUD
    ) -> tuple[dict[str, Valor], tuple[Problema, ...]]:
        """Those layers over it, and what they may not do."""
        del_area = [] if self.area is None else [como_datos(self.area.definicion)]
        return componer(como_datos(self.modelo.definicion), *del_area, *capas, naturaleza=naturaleza)


def arriba_de(area: str) -> Arriba:
    """What is in force above the procedures of that area. Raises DatosIncorrectos without a standard model."""
    modelo = consultas.modelo_vigente("modelo", MODELO_ESTANDAR)
    if modelo is None:
        raise DatosIncorrectos(
            _("Falta el modelo estándar."), que_hacer=_("Cargue antes el fichero modelo-estandar.json.")
        )
    return Arriba(modelo, consultas.modelo_vigente("area", area))


def heredada(capa: Mapping[str, Valor], *, naturaleza: str) -> dict[str, Valor]:
    """What the levels above a procedure say, before its own layer. Raises DatosIncorrectos without a standard model."""
    return arriba_de(texto_de(capa.get("area"))).componer({}, naturaleza=naturaleza)[0]


def leer_procedimiento(
    documento: Mapping[str, Valor], *, en: date, arriba: Arriba | None = None, escritos: Escritos | None = None
) -> Leido:
    """Compose with the standard model, the area's and the legal values of that day, and check.

    `arriba`, `escritos`: those, where they are not the ones in force, or were read already. Raises DatosIncorrectos without a standard
    model, or when the legal values are no object.
    """
    sin_casos, leidos = separar_casos(documento)
    capa, dichos = valores_legales.separar(sin_casos)
    arriba = arriba or arriba_de(texto_de(capa.get("area")))
    escritos = escritos or valores_legales.escritos(texto_de(capa.get("codigo")), en=en)
    nuevos = escritos.nuevos(dichos)
    naturaleza = naturaleza_de({**escritos.vigentes, **nuevos})
    de_antes = valores_legales.sin_los_de_solicitudes(escritos.vigentes, naturaleza)
    sobran = {campo: valor for campo, valor in dichos.items() if campo not in CAMPOS_LEGALES}
    entera, problemas = arriba.componer(capa, naturaleza=naturaleza)
    entera["legal"] = {**de_antes, **nuevos, **sobran}
    compuesta, definicion, otros = _en_su_tamano(entera)
    todos = (*problemas, *otros, *leidos.problemas)
    return Leido(definicion, compuesta, entera, capa, nuevos, escritos, arriba.modelo, arriba.area, leidos.casos, todos)


def _en_su_tamano(entera: dict[str, Valor]) -> tuple[dict[str, Valor], Definicion, tuple[Problema, ...]]:
    """The definition in the size that it uses, and what is wrong with it; what is wrong only in the other size says so."""
    if not distingue(entera):
        return entera, *leer_definicion(entera, tipos_de_tarea=conocidos())
    suyo = tamano_de(entera)
    compuesta, de_tamanos = reducir(entera, suyo)
    definicion, problemas = leer_definicion(compuesta, tipos_de_tarea=conocidos())
    _otra, del_otro = leer_definicion(reducir(entera, otro(suyo))[0], tipos_de_tarea=conocidos())
    if entera.get("tamano") not in (None, suyo):
        problemas = (*problemas, Problema("tamano", _("el tamaño es simplificado o modelado.")))
    ya_dichos = {(problema.campo, problema.mensaje) for problema in problemas}
    solo_alli = tuple(
        Problema(problema.campo, _("en el tamaño %(t)s, %(m)s") % {"t": otro(suyo), "m": problema.mensaje})
        for problema in del_otro
        if (problema.campo, problema.mensaje) not in ya_dichos
    )
    return compuesta, definicion, (*de_tamanos, *problemas, *solo_alli)


def problemas_de_modelo(documento: dict[str, Valor]) -> tuple[Problema, ...]:
    """What is wrong with the frame of a model's file. Its tasks are checked in each procedure that uses it."""
    problemas: list[Problema] = []
    lector = Lector(documento, "", problemas)
    lector.opcion("clase", {"modelo", "area"})
    lector.texto("codigo", obligatorio=True, maximo=60)
    lector.entero("numero", obligatorio=True, minimo=1)
    lector.texto("nombre", obligatorio=True, maximo=200)
    tareas, pasos = lector.valor("tareas"), lector.valor("pasos_comunes")
    if not isinstance(pasos, list | None):
        lector.anotar("pasos_comunes", _("aquí va una lista."))
    suyas = tareas.get("anadir") if isinstance(tareas, dict) else tareas
    problemas += problemas_de_marcas(suyas if isinstance(suyas, list) else [], "tareas")
    problemas += problemas_de_marcas(pasos if isinstance(pasos, list) else [], "formulario.pasos")
    lector.sobrantes()
    return tuple(problemas)


def _sin_repetir(pares: list[tuple[str, object]]) -> dict[str, object]:
    claves = [clave for clave, _valor in pares]
    for clave in claves:
        if claves.count(clave) > 1:
            raise _NoEsDefinicion(_("La clave «%(c)s» está repetida.") % {"c": clave})
    return dict(pares)


def _sin_constantes(nombre: str) -> object:
    raise _NoEsDefinicion(_("Lleva «%(n)s», que no es un valor.") % {"n": nombre})


def _sin_decimales(escrito: str) -> object:
    raise _NoEsDefinicion(_("El número %(n)s lleva decimales: escríbalo entre comillas.") % {"n": escrito[:40]})
