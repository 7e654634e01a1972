"""What a change in the model of an area would do to the procedures that are composed over it: to what is published, and to what is being prepared.

Nothing in force changes by itself: a version is frozen with the model of its day. Put in force, the model brings another version of each
published procedure that it changes (ADR 31), so each must be right before: composed again, read again, and its made-up cases ended as they did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.plataforma.organizacion.consultas import nombres_de_puestos
from consistorio.tramitacion.catalogo.carga import Arriba, Leido, arriba_de, leer_procedimiento
from consistorio.tramitacion.catalogo.diferencias import Diferencia, diferencias
from consistorio.tramitacion.catalogo.ensayos import casos_de_varios, problemas_de_casos
from consistorio.tramitacion.catalogo.firmas import puestos_en_capas, puestos_nombrados
from consistorio.tramitacion.catalogo.legales import naturaleza_de
from consistorio.tramitacion.catalogo.lugares import con_nombres
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento, CasoDePrueba, Modelo, VersionProcedimiento
from consistorio.tramitacion.catalogo.reglas import huella, problemas_de_vigencia
from consistorio.tramitacion.catalogo.titulares import Responsables, responsables, sin_titular
from consistorio.tramitacion.catalogo.valores_legales import Escritos, escritos_de, separar
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

MAXIMO_EN_LISTA = 300


@dato
class Efecto:
    """A procedure that would change, or stop being right. `version`: the published one; None when only its draft would. `borrador`: its open
    draft. `problemas`: why it would not be right; those of a draft are only the ones that it does not have today."""

    codigo: str
    nombre: str
    version: VersionProcedimiento | None
    borrador: BorradorProcedimiento | None
    leido: Leido
    problemas: tuple[Problema, ...]
    cambios: tuple[Diferencia, ...]

    @property
    def impide(self) -> bool:
        """Whether the model cannot be put in force as it is: the published procedure would have no right version over it."""
        return self.version is not None and bool(self.problemas)


@dato
class Efectos:
    """Those of a model. `en_ensayo`: the versions in trial that would have to be tried again. `sin_capa`: the published procedures that stay as
    they are because what is their own was not kept."""

    publicados: Sequence[Efecto]
    borradores: Sequence[Efecto]
    en_ensayo: Sequence[VersionProcedimiento]
    sin_capa: Sequence[VersionProcedimiento]

    @property
    def problemas(self) -> tuple[Problema, ...]:
        """Everything that keeps the model from being in force, each with its procedure."""
        return tuple(
            Problema(
                f"procedimientos[{efecto.codigo}].{problema.campo}",
                _("en «%(n)s», %(m)s") % {"n": efecto.nombre, "m": problema.mensaje},
            )
            for efecto in self.publicados
            for problema in efecto.problemas
        )

    @property
    def huella(self) -> str:
        """Of what would be published: who read something else publishes nothing."""
        return huella([[e.codigo, str(e.version and e.version.id), huella(e.leido.compuesta)] for e in self.publicados])


@dato
class _Mirada:
    """What is asked once for all the procedures of an area."""

    dia: date
    antes: Arriba
    ahora: Arriba
    ya_dichos: frozenset[tuple[str, str]]
    escritos: Mapping[str, Escritos]
    casos: Mapping[str, Sequence[CasoDePrueba]]
    quien: Responsables
    puestos: Mapping[str, str]

    def leer(self, capa: dict[str, Valor], arriba: Arriba) -> tuple[Leido, tuple[Problema, ...]]:
        """A layer composed over those models, and what is wrong with it, without what is of the model itself."""
        codigo = texto_de(capa.get("codigo"))
        leido = leer_procedimiento(capa, en=self.dia, arriba=arriba, escritos=self.escritos[codigo])
        problemas = (
            *leido.problemas,
            *sin_titular(leido.definicion, en=self.dia, quien=self.quien),
            *problemas_de_vigencia(leido.definicion, self.dia),
        )
        problemas = problemas or problemas_de_casos(leido.definicion, self.casos[codigo], en=self.dia)
        return leido, tuple(p for p in problemas if (p.campo, p.mensaje) not in self.ya_dichos)

    def cambia(self, capa: dict[str, Valor]) -> bool:
        """Whether what that layer composes is not the same."""
        escritos = self.escritos.get(texto_de(capa.get("codigo")))
        suya = naturaleza_de(escritos.vigentes if escritos is not None else {})
        return self.antes.componer(capa, naturaleza=suya) != self.ahora.componer(capa, naturaleza=suya)


def efectos_de(area: str, documento: dict[str, Valor], *, en: date, del_modelo: Sequence[Problema] = ()) -> Efectos:
    """What putting that model in force in place of the one that is would do; at most three hundred of each. `del_modelo`: what is wrong with
    it by itself, which is not said again in each procedure."""
    versiones = VersionProcedimiento.objects.filter(definicion__area=area).select_related("procedimiento")
    por_nombre = versiones.order_by("procedimiento__nombre", "id")
    publicadas = list(por_nombre.filter(estado=VersionProcedimiento.Estado.PUBLICADA)[:MAXIMO_EN_LISTA])
    ensayadas = por_nombre.filter(estado=VersionProcedimiento.Estado.ENSAYO).exclude(capa={})[:MAXIMO_EN_LISTA]
    abiertos = list(
        BorradorProcedimiento.objects.filter(area=area, cerrado_el=None)
        .select_related("editado_por__persona")
        .order_by("codigo")[:MAXIMO_EN_LISTA]
    )
    codigos = {*(v.procedimiento.codigo for v in publicadas), *(b.codigo for b in abiertos)}
    antes = arriba_de(area)
    mirada = _Mirada(
        dia=en,
        antes=antes,
        ahora=Arriba(antes.modelo, Modelo(clase=Modelo.Clase.AREA, codigo=area, definicion=documento)),
        ya_dichos=frozenset((problema.campo, problema.mensaje) for problema in del_modelo),
        escritos=escritos_de(codigos, en=en),
        casos=casos_de_varios(codigos),
        quien=responsables(en=en),
        puestos=nombres_de_puestos(
            puestos_nombrados(*(como_datos(version.definicion) for version in publicadas))
            | puestos_en_capas(documento, *(como_datos(b.capa) for b in abiertos))
        ),
    )
    por_codigo = {borrador.codigo: borrador for borrador in abiertos}
    return Efectos(
        publicados=list(_publicados(publicadas, por_codigo, mirada)),
        borradores=list(_borradores(abiertos, mirada)),
        en_ensayo=[version for version in ensayadas if mirada.cambia(separar(como_datos(version.capa))[0])],
        sin_capa=[version for version in publicadas if not version.capa],
    )


def _publicados(
    versiones: Sequence[VersionProcedimiento], borradores: Mapping[str, BorradorProcedimiento], mirada: _Mirada
) -> Iterator[Efecto]:
    for version in versiones:
        if not version.capa:
            continue
        capa = separar(como_datos(version.capa))[0]
        if not mirada.cambia(capa):
            continue
        leido, problemas = mirada.leer(capa, mirada.ahora)
        antes = como_datos(version.definicion)
        cambios = diferencias(antes, leido.compuesta, puestos=mirada.puestos)
        if cambios or problemas:
            codigo, nombre = version.procedimiento.codigo, version.procedimiento.nombre
            dichos = con_nombres(problemas, antes, leido.entera)
            yield Efecto(codigo, nombre, version, borradores.get(codigo), leido, dichos, cambios)


def _borradores(borradores: Sequence[BorradorProcedimiento], mirada: _Mirada) -> Iterator[Efecto]:
    for borrador in borradores:
        capa = separar(como_datos(borrador.capa))[0]
        if not mirada.cambia(capa):
            continue
        hoy, de_hoy = mirada.leer(capa, mirada.antes)
        leido, problemas = mirada.leer(capa, mirada.ahora)
        nuevos = tuple(problema for problema in problemas if problema not in de_hoy)
        cambios = diferencias(hoy.compuesta, leido.compuesta, puestos=mirada.puestos)
        if cambios or nuevos:
            nombre = texto_de(borrador.capa.get("nombre")) or borrador.codigo
            dichos = con_nombres(nuevos, hoy.entera, leido.entera)
            yield Efecto(borrador.codigo, nombre, None, borrador, leido, dichos, cambios)
