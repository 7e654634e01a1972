"""The parties of an old case, as the other program wrote them, and whether they are whom their number names here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.orden import clave_orden
from consistorio.nucleo.tipos import Nif
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.reglas import clase_de_nif
from consistorio.servicios.archivo.antiguos.tipos import TANDA, CasoLeido, ParteLeida

_LARGO_NOMBRE, _LARGO_RAZON, _PIEZAS = 80, 160, 3
Mal = Callable[[str], None]


def leer_partes(escritas: str, mal: Mal) -> tuple[ParteLeida, ...]:
    """`NIF, nombre, apellido, apellido | NIF, razón social | -, nombre`: a hyphen where the old program kept no number. Nothing is cut: what does
    not fit is said to `mal`."""
    leidas = [_una(escrita, mal) for escrita in filter(None, map(str.strip, escritas.split("|")))]
    partes = tuple(parte for parte in leidas if parte is not None)
    con_nif = [parte.nif for parte in partes if parte.nif]
    if len(set(con_nif)) != len(con_nif):
        mal(_("La misma persona está dos veces."))
    return partes


def _una(escrita: str, mal: Mal) -> ParteLeida | None:
    numero, *piezas = (trozo.strip() for trozo in escrita.split(","))
    while piezas and not piezas[-1]:
        piezas.pop()
    if not piezas:
        mal(_("Escriba de cada persona su NIF, una coma y su nombre."))
        return None
    if numero == "-":
        return ParteLeida("", _que_cabe(" ".join(piezas), _LARGO_RAZON, mal))
    try:
        nif = Nif.de(numero)
    except DatosIncorrectos:
        mal(_("Hay un NIF que no es correcto. Si no se sabe, escriba un guion en su lugar."))
        return None
    if clase_de_nif(nif) != Persona.Clase.FISICA:
        return ParteLeida(nif.valor, "", razon_social=_que_cabe(", ".join(piezas), _LARGO_RAZON, mal))
    if not piezas[0]:
        mal(_("Escriba el nombre de cada persona física, además de sus apellidos."))
    if len(piezas) > _PIEZAS:
        mal(_("De una persona física caben el nombre y dos apellidos. Quite las comas de más."))
    nombre, apellido1, apellido2 = (_que_cabe(pieza, _LARGO_NOMBRE, mal) for pieza in (*piezas, "", "")[:_PIEZAS])
    return ParteLeida(nif.valor, nombre, apellido1, apellido2)


def _que_cabe(dicho: str, largo: int, mal: Mal) -> str:
    if len(dicho) > largo:
        mal(_("Un nombre o un apellido es demasiado largo: caben %(n)d caracteres.") % {"n": largo})
    return dicho


def mismo_nombre(uno: str, otro: str) -> bool:
    """Whether two whole names say the same, whatever case, accents, punctuation and order («García López, Ana»; «S.L.» and «SL»)."""
    claves = [clave_orden(nombre) for nombre in (uno, otro)]
    juntas, palabras = ([c.replace(" ", "") for c in claves], [sorted(c.split()) for c in claves])
    return juntas[0] == juntas[1] or palabras[0] == palabras[1]


def nombres_de(casos: Iterable[CasoLeido]) -> dict[str, str]:
    """The names that the town knows of the parties of some cases, by their number."""
    numeros = sorted({parte.nif for caso in casos for parte in caso.partes if parte.nif})
    nombres = dict[str, str]()
    for i in range(0, len(numeros), TANDA):
        de_aqui = Persona.objects.filter(
            nif__in=numeros[i : i + TANDA], tipo_documento=Persona.TipoDocumento.NIF, pais_documento="ES"
        )
        nombres |= {persona.nif: persona.nombre_completo for persona in de_aqui}
    return nombres


def con_otro_nombre(caso: CasoLeido, nombres: Mapping[str, str]) -> list[int]:
    """Which of its parties, from 1, have the number of somebody with another name."""
    return [
        n
        for n, parte in enumerate(caso.partes, 1)
        if parte.nif in nombres and not mismo_nombre(parte.nombre_completo, nombres[parte.nif])
    ]
