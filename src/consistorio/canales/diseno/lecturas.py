"""What the pages of a draft show: the composed procedure with where each thing comes from, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.diseno import palabras
from consistorio.canales.diseno.formularios import Sobre
from consistorio.canales.interfaz.fases import nombre_de_fase
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import quienes_pueden
from consistorio.tramitacion.catalogo import carga, consultas, edicion
from consistorio.tramitacion.catalogo.diferencias import Diferencia, diferencias
from consistorio.tramitacion.catalogo.en_palabras import (
    NATURALEZAS,
    FaseDicha,
    PasoDicho,
    fases_de,
    preguntas_de,
    respuestas_de,
)
from consistorio.tramitacion.catalogo.ensayos import casos_de, problemas_del_ensayo
from consistorio.tramitacion.catalogo.legales import CAMPOS_LEGALES
from consistorio.tramitacion.catalogo.lugares import con_nombres
from consistorio.tramitacion.catalogo.models import (
    Area,
    Borrador,
    BorradorModelo,
    BorradorProcedimiento,
    CasoDePrueba,
)
from consistorio.tramitacion.catalogo.permisos import LEGAL, PUBLICAR
from consistorio.tramitacion.catalogo.preceptivas import perdidas
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tamanos import distingue, entera, tamano_de
from consistorio.tramitacion.catalogo.tipos import FASES, SE_PUBLICAN, Definicion, DefinicionTarea
from consistorio.tramitacion.catalogo.titulares import sin_titular
from consistorio.tramitacion.catalogo.valores_legales import puede_escribir
from consistorio.tramitacion.formularios.esquema import CODIGO
from consistorio.tramitacion.formularios.tipos import Campo, Esquema, Requisito
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

# The page on which the `datos` of a task of each kind are written, where it is not that of the task
PAGINAS_DE_DATOS = {
    **{tipo: tipo for tipo in ("pago", "fiscalizacion", "audiencia", "consulta")},
    **dict.fromkeys(SE_PUBLICAN, "publicacion"),
}


@dato
class TareaMostrada:
    """A task and what this procedure did to it: `nueva`, `cambiada`, `quitada` or ""."""

    paso: PasoDicho
    origen: str
    url: str


@dato
class FaseMostrada:
    """A phase and its tasks."""

    nombre: str
    tareas: Sequence[TareaMostrada]


@dato
class PaginaMostrada:
    """A page of the form. `propia`: of this layer, and not of one above. `sube`: it is after another of its own. `solo_en`: in what alone it is, in words."""

    codigo: str
    titulo: str
    propia: bool
    preguntas: Sequence[Campo]
    sube: bool
    solo_en: str


@dato
class Leido:
    """A draft as its pages show it, of a procedure or of the model of an area: everything that it has in either size, and in which each thing is.

    `definicion`: as it would be tried, in the size that it uses.
    """

    borrador: BorradorProcedimiento | BorradorModelo
    nombre: str
    capa: dict[str, Valor]
    escrita: dict[str, Valor]
    compuesta: dict[str, Valor]
    todo: Definicion
    heredadas: dict[str, dict[str, Valor]]
    definicion: Definicion
    paginas: Sequence[PaginaMostrada]
    documentos: Sequence[Requisito]
    problemas: Sequence[tuple[str, str]]
    cambios: Sequence[Diferencia]
    casos: Sequence[CasoDePrueba]
    definicion_rota: bool
    areas: dict[str, str]
    puestos: dict[str, str]
    publicada: dict[str, Valor] | None

    @property
    def es_modelo(self) -> bool:
        """Whether it is the layer of an area, and not that of a procedure."""
        return isinstance(self.borrador, BorradorModelo)

    @property
    def tareas(self) -> Sequence[DefinicionTarea]:
        """Those of the composed procedure."""
        return self.todo.tareas

    @property
    def tamano(self) -> str:
        """In which of its sizes it is processed."""
        return tamano_de(self.capa)

    @property
    def tamano_dicho(self) -> str:
        """The same in words; "" when it has only one."""
        return str(palabras.TAMANOS[self.tamano]) if distingue(self.escrita) else ""

    @property
    def naturaleza_dicha(self) -> str:
        """What is filed, in words: Secretaría writes it, and the area sees it."""
        return str(NATURALEZAS[self.definicion.legal.naturaleza])

    def fases(self) -> list[FaseMostrada]:
        """The phases with what is done in each, what was taken away at the end of its own."""
        dichas = {fase.codigo: fase.pasos for fase in self.dichas()}
        filas = [(fase, self._de_fase(fase, dichas.get(fase, ()))) for fase in (*FASES, "")]
        return [FaseMostrada(nombre_de_fase(fase) or _("Sin fase"), tareas) for fase, tareas in filas if tareas]

    def dichas(self) -> list[FaseDicha]:
        """The tasks by phases, in words, with what is new or changes of the published version."""
        return fases_de(
            self.todo,
            areas=self.areas,
            antes=self.publicada,
            ahora=self.compuesta,
            tamanos=palabras.solo_en_de(self.escrita.get("tareas")),
            puestos=self.puestos,
        )

    def escrita_de(self, codigo: str) -> dict[str, Valor]:
        """What is written of a task of either size. Raises NoEncontrado."""
        for tarea in _objetos(self.escrita.get("tareas")):
            if tarea.get("codigo") == codigo:
                return tarea
        raise NoEncontrado(_("Este procedimiento no tiene esa tarea."))

    def documento_escrito(self, codigo: str) -> dict[str, Valor]:
        """What is written of a document that it asks for. Raises NoEncontrado."""
        for requisito in _objetos(_objeto(self.capa.get("formulario")).get("requisitos")):
            if requisito.get("codigo") == codigo:
                return requisito
        raise NoEncontrado(_("Este procedimiento no pide ese documento."))

    def pagina_escrita(self, codigo: str) -> dict[str, Valor]:
        """What is written of a page of its own. Raises NoEncontrado."""
        for pagina in _objetos(_objeto(self.capa.get("formulario")).get("pasos")):
            if pagina.get("codigo") == codigo:
                return pagina
        raise NoEncontrado(_("Esa página del formulario no es de este procedimiento."))

    def pregunta_escrita(self, codigo: str) -> tuple[str, dict[str, Valor]]:
        """The code of its page, and what is written of a question of its own. Raises NoEncontrado."""
        for pagina in _objetos(_objeto(self.capa.get("formulario")).get("pasos")):
            for campo in _objetos(pagina.get("campos")):
                if campo.get("codigo") == codigo:
                    return texto_de(pagina.get("codigo")), campo
        raise NoEncontrado(_("El formulario no tiene esa pregunta."))

    def _de_fase(self, fase: str, pasos: Sequence[PasoDicho]) -> list[TareaMostrada]:
        vivas = [TareaMostrada(paso, self._origen(paso.codigo), self._url(paso.codigo)) for paso in pasos]
        return vivas + [
            TareaMostrada(_de_antes(t), "quitada", self._url(codigo))
            for codigo in edicion.quitadas(self.capa)
            if (t := self.heredadas.get(codigo)) is not None and t.get("fase") == fase and not t.get("preceptiva")
        ]

    def _origen(self, codigo: str) -> str:
        heredada = self.heredadas.get(codigo)
        actual = next((t for t in _objetos(self.escrita.get("tareas")) if t.get("codigo") == codigo), {})
        return "nueva" if heredada is None else ("cambiada" if actual != heredada else "")

    def _url(self, codigo: str) -> str:
        return reverse("diseno:tarea", args=[self.borrador.id, codigo])

    def sobre_tarea(self, actual: Mapping[str, Valor]) -> Sobre:
        """What a form on a task may name: every other task, every question, and the facts of the case."""
        return replace(self._sobre(actual, self.preguntas()), areas=self._areas_y_quien_responde())

    def _areas_y_quien_responde(self) -> dict[str, str]:
        """Each area with the unit that would do its tasks today, where it is called otherwise: it may be that of the case."""
        unidades = {c: unidad.nombre for c, unidad in consultas.unidades_de_areas(en=hoy(reloj_de_la_casa())).items()}
        return {
            codigo: nombre if unidades.get(codigo, nombre) == nombre else f"{nombre} ({unidades[codigo]})"
            for codigo, nombre in self.areas.items()
        }

    def sobre_documento(self, actual: Mapping[str, Valor]) -> Sobre:
        """What a form on a document may name: every question."""
        return self._sobre(actual, {c.codigo: c.etiqueta for c in self._campos()})

    def sobre_pregunta(self, actual: Mapping[str, Valor], paso: str) -> Sobre:
        """What a form on a question of that page may name: the questions that are asked before it."""
        antes: dict[str, str] = {}
        for pagina in self.paginas:
            for campo in pagina.preguntas:
                if campo.codigo == actual.get("codigo"):
                    return self._sobre(actual, antes)
                antes[campo.codigo] = campo.etiqueta
            if pagina.codigo == paso:
                break
        return self._sobre(actual, antes)

    def sobre_pagina(self, actual: Mapping[str, Valor]) -> Sobre:
        """What a form on a page may name: the questions of the pages before it."""
        antes: dict[str, str] = {}
        for pagina in self.paginas:
            if pagina.codigo == actual.get("codigo"):
                break
            antes |= {campo.codigo: campo.etiqueta for campo in pagina.preguntas if pagina.propia}
        return self._sobre(actual, antes)

    def propias(self) -> dict[str, str]:
        """The pages of this procedure, by their code."""
        return {pagina.codigo: pagina.titulo for pagina in self.paginas if pagina.propia}

    def _sobre(self, actual: Mapping[str, Valor], preguntas: Mapping[str, str]) -> Sobre:
        return Sobre(
            actual=actual,
            edicion=self.borrador.edicion,
            preguntas=preguntas,
            areas=self.areas,
            con_naturalezas=self.es_modelo,
            propuestas={tarea.codigo: tarea.nombre for tarea in self.tareas if tarea.tipo == "propuesta"},
            otras={tarea.codigo: tarea.nombre for tarea in self.tareas if tarea.codigo != actual.get("codigo")},
            respuestas=respuestas_de(self._campos()),
            formulario=self.todo.formulario,
        )

    def preguntas(self) -> dict[str, str]:
        """What a condition may look at: the answers of the form and the facts of the case, in words."""
        return preguntas_de(self._campos())

    def _campos(self) -> list[Campo]:
        return [campo for pagina in self.paginas for campo in pagina.preguntas]


def borrador_de(actor: Actor, borrador_id: UUID) -> Leido:
    """An open draft of an area of this person. Raises NoEncontrado."""
    dia = hoy(reloj_de_la_casa())
    borrador = consultas.borrador_para(actor, borrador_id, en=dia)
    if borrador is None:
        raise NoEncontrado(
            _("No encontramos ese borrador en su área."),
            que_hacer=_("Puede que se haya enviado a ensayo o descartado: mire la lista de procedimientos."),
        )
    capa = como_datos(borrador.capa)
    leido = carga.leer_procedimiento(capa, en=dia)
    propias = _paginas_propias(borrador)
    publicada = consultas.publicada(borrador.codigo)
    base = como_datos(publicada.definicion) if publicada else None
    heredada = carga.heredada(capa, naturaleza=leido.definicion.legal.naturaleza)
    todo, _repetidos = leer_definicion(entera(leido.entera))
    tipos = {tarea.codigo: tarea.tipo for tarea in todo.tareas}
    puestos = consultas.puestos_que_nombran(base, leido.entera)
    de_ley = perdidas(base, leido.compuesta) if base is not None else ()
    problemas = (*leido.problemas, *de_ley, *sin_titular(leido.definicion, en=dia))
    problemas = problemas or problemas_del_ensayo(leido.definicion, en=dia)
    return Leido(
        borrador=borrador,
        nombre=texto_de(capa.get("nombre")) or borrador.codigo,
        capa=capa,
        escrita=leido.entera,
        compuesta=leido.compuesta,
        todo=todo,
        heredadas={texto_de(t.get("codigo")): t for t in _objetos(heredada.get("tareas"))},
        definicion=leido.definicion,
        paginas=paginas_de(todo.formulario, propias, leido.entera),
        documentos=todo.formulario.requisitos,
        problemas=[
            (p.mensaje, donde(actor, borrador, p, todo.formulario, tipos)) for p in con_nombres(problemas, leido.entera)
        ],
        cambios=diferencias(base, leido.compuesta, puestos=puestos) if base else (),
        casos=casos_de(borrador.codigo),
        definicion_rota=any(not problema.campo.startswith("legal") for problema in leido.problemas),
        areas=dict(Area.objects.values_list("codigo", "nombre")),
        puestos=puestos,
        publicada=base,
    )


def quienes_publican(actor: Actor, *, en: date) -> list[str]:
    """Who else may publish what is in trial, by name."""
    return [quien.nombre for quien in quienes_pueden(PUBLICAR, en=en) if quien.id != actor.id]


def paginas_de(formulario: Esquema, propias: Collection[str], escrita: Mapping[str, Valor]) -> list[PaginaMostrada]:
    """The pages of a form, with those of a layer told apart. `escrita`: the composed document, as it is written."""
    suyas = [paso.codigo for paso in formulario.pasos if paso.codigo in propias]
    solo_en = palabras.solo_en_de(_objeto(escrita.get("formulario")).get("pasos"))
    return [
        PaginaMostrada(
            paso.codigo,
            paso.titulo,
            paso.codigo in suyas,
            paso.campos,
            sube=paso.codigo in suyas[1:],
            solo_en=solo_en.get(paso.codigo, ""),
        )
        for paso in formulario.pasos
    ]


def donde(
    actor: Actor,
    borrador: Borrador,
    problema: Problema,
    formulario: Esquema,
    tipos: Mapping[str, str] | None = None,
) -> str:
    """The page on which a problem is mended by this person; "" when somebody else mends it, and where it is not mended on a page.
    `tipos`: the kind of each task."""
    uno, lugar = borrador.id, problema.campo
    if ".condicion." in lugar and (que := _de_quien_es(lugar)) is not None:
        return reverse("diseno:cuando", args=[uno, *que])
    if lugar.startswith("tareas[propuesta].datos.textos"):
        return reverse("diseno:textos", args=[uno])
    if codigo := _entre(lugar, "tareas[", "tareas.cambiar[", "tareas.quitar[", "tareas.anadir["):
        return reverse(f"diseno:{_pagina_de_tarea(lugar, codigo, tipos)}", args=[uno, codigo])
    if codigo := _entre(lugar, "formulario.requisitos["):
        return reverse("diseno:documento", args=[uno, codigo])
    campo = _entre(lugar[lugar.find(".campos[") + 1 :], "campos[")
    paso = next((p.codigo for p in formulario.pasos if campo in {c.codigo for c in p.campos}), "")
    if campo and paso:
        return reverse("diseno:pregunta", args=[uno, paso, campo])
    if (pagina := _entre(lugar, "formulario.pasos[")) in _paginas_propias(borrador):
        return reverse("diseno:pagina", args=[uno, pagina])
    if lugar.startswith("casos["):
        return reverse("diseno:probar", args=[uno])
    legal = lugar.removeprefix("legal.").split(".")[0]
    if not isinstance(borrador, BorradorProcedimiento):
        return ""
    if lugar == "sancionador":
        return reverse("diseno:sancionador", args=[uno])
    if lugar.startswith("legal.") and legal in CAMPOS_LEGALES and actor.puede(LEGAL) and puede_escribir(actor, legal):
        return reverse("admin_tecnica:cambiar_legal", args=[borrador.codigo, legal])
    return ""


def _paginas_propias(borrador: Borrador) -> frozenset[str]:
    """The codes of the pages of the form that its layer writes."""
    pasos = _objeto(como_datos(borrador.capa).get("formulario")).get("pasos")
    return frozenset(texto_de(paso.get("codigo")) for paso in _objetos(pasos))


def _de_quien_es(lugar: str) -> tuple[str, str] | None:
    """Of which kind of thing, and of which one, is a condition of several parts."""
    campo = _entre(lugar[lugar.find(".campos[") + 1 :], "campos[")
    if campo:
        return "pregunta", campo
    for que, *prefijos in (
        ("tarea", "tareas[", "tareas.cambiar[", "tareas.anadir["),
        ("documento", "formulario.requisitos["),
        ("pagina", "formulario.pasos["),
    ):
        if codigo := _entre(lugar, *prefijos):
            return que, codigo
    return None


def _pagina_de_tarea(lugar: str, codigo: str, tipos: Mapping[str, str] | None) -> str:
    """The name of the page of a task on which that place of it is mended."""
    if ".firmas" in lugar:
        return "firmas"
    de_datos = PAGINAS_DE_DATOS.get((tipos or {}).get(codigo, "")) if ".datos" in lugar else None
    return de_datos or "tarea"


def _entre(lugar: str, *prefijos: str) -> str:
    """The code between the brackets of a place that begins so; "" when it does not."""
    for prefijo in prefijos:
        codigo = lugar.removeprefix(prefijo).split("]")[0]
        if lugar.startswith(prefijo) and CODIGO.fullmatch(codigo):
            return codigo
    return ""


def _de_antes(tarea: Mapping[str, Valor]) -> PasoDicho:
    """A task of the model that was taken away: only its name is read."""
    codigo, nombre = texto_de(tarea.get("codigo")), texto_de(tarea.get("nombre"))
    return PasoDicho(codigo, nombre, preceptiva=False, paralela=False, quien="", plazo="", cuando="", espera=())


def _objeto(valor: Valor) -> dict[str, Valor]:
    return valor if isinstance(valor, dict) else {}


def _objetos(valor: Valor) -> list[dict[str, Valor]]:
    return [cosa for cosa in valor if isinstance(cosa, dict)] if isinstance(valor, list) else []
