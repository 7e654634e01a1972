"""The limited control of basic requirements: which lists are in force, what is answered of them, and keeping it with the result. What writes is inside the caller's open transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado, Problema
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.servicios.intervencion import reglas, reglas_de_requisitos
from consistorio.servicios.intervencion.comprobaciones import acuerdo_en
from consistorio.servicios.intervencion.models import (
    AcuerdoDeControl,
    Fiscalizacion,
    ListaDeRequisitos,
    Requisito,
    RespuestaDeRequisito,
)
from consistorio.servicios.intervencion.propuestas_de_requisitos import tipos_propuestos
from consistorio.servicios.intervencion.reglas_de_requisitos import NO_CUMPLE, RESPUESTAS, Respondido
from consistorio.tramitacion.formularios.valores import Valor, texto_de

LARGO_EVIDENCIA = 600


@dato
class RespuestaDada:
    """What is said of a requirement. `respuesta`: a code of `RESPUESTAS`; `motivo`: why, when it is not fulfilled or does not apply."""

    requisito_id: UUID
    respuesta: str
    motivo: str = ""


@dato
class ControlLimitado:
    """That a result is of limited control: by which list, and what is answered of each of its requirements."""

    lista_id: UUID
    respuestas: tuple[RespuestaDada, ...] = ()


@dato
class Hallado:
    """What the program checked by itself: the answer that it proposes, "" when it proposes none, and what it saw, in words."""

    respuesta: str
    evidencia: str


Hallazgos = Mapping[str, Hallado]  # by the class of the requirement


@dato
class Contestado:
    """A requirement answered, with what the program had proposed."""

    requisito: Requisito
    respuesta: str
    motivo: str
    hallado: Hallado

    def como_valor(self) -> dict[str, Valor]:
        """To keep it while its result waits to be signed."""
        return {
            "requisito": str(self.requisito.id),
            "respuesta": self.respuesta,
            "motivo": self.motivo,
            "propuesta": self.hallado.respuesta,
            "evidencia": self.hallado.evidencia,
        }

    def para_plantilla(self) -> dict[str, object]:
        """As the document of the result says it."""
        suyo = self.requisito
        return {
            "requisito": f"{suyo.numero}. {suyo.texto}",
            "norma": suyo.norma or _("Sin fundamento escrito"),
            "respuesta": str(RESPUESTAS[self.respuesta]),
            "motivo": self.motivo,
        }


@dato
class ResultadoLimitado:
    """What a result of limited control says. `causas`, `texto`: of the result, with what is not fulfilled."""

    lista: ListaDeRequisitos
    contestados: tuple[Contestado, ...]
    causas: tuple[str, ...]
    texto: tuple[str, ...]

    @property
    def en_palabras(self) -> str:
        """By which list, in words."""
        dicho = _("Limitado previo, de requisitos básicos. %(l)s. Lista desde el %(d)s.")
        return dicho % {"l": self.lista, "d": f"{self.lista.desde:%d/%m/%Y}"}

    @property
    def para_plantilla(self) -> list[dict[str, object]]:
        """Its answers, as the document says them."""
        return [uno.para_plantilla() for uno in self.contestados]


def limitado_en(en: date) -> AcuerdoDeControl | None:
    """The agreement of the Pleno by which the control is limited on a day; None when it is full."""
    return acuerdo_en(AcuerdoDeControl.Clave.LIMITADA, en=en)


def listas_en_vigor(en: date) -> list[ListaDeRequisitos]:
    """The list in force of each kind and phase, with its requirements in order; none where the control is full. Three queries."""
    if limitado_en(en) is None:
        return []
    todas = ListaDeRequisitos.objects.filter(desde__lte=en).order_by("nombre", "fase", "-desde")
    ultimas: dict[tuple[str, str], ListaDeRequisitos] = {}
    for una in todas.prefetch_related(Prefetch("requisitos", Requisito.objects.order_by("numero"))):
        ultimas.setdefault((una.tipo, una.fase), una)
    vigentes = sorted((una for una in ultimas.values() if una.rige), key=lambda una: (una.nombre, una.fase))
    return list(vigentes)


def lista_de(tipo: str, fase: str, *, en: date) -> ListaDeRequisitos | None:
    """That of a kind in a phase; None when there is none in force, or the control is full."""
    return next((una for una in listas_en_vigor(en) if (una.tipo, una.fase) == (tipo, fase)), None)


def contestar(
    control: ControlLimitado | None,
    *,
    resultado: str,
    causas: Sequence[str],
    texto: Sequence[str],
    hallazgos: Hallazgos,
    en: date,
) -> tuple[ResultadoLimitado | None, tuple[Problema, ...]]:
    """The answers of a result of limited control, and everything that is wrong with them; None when the control is full. The list has to be in force that day."""
    if control is None:
        return None, ()
    lista = next((una for una in listas_en_vigor(en) if una.id == control.lista_id), None)
    if lista is None:
        mensaje = _("Esa lista no está en vigor hoy. Abra otra vez la página y conteste la que lo está.")
        return None, (Problema("lista", mensaje),)
    suyos = list(lista.requisitos.all())
    dadas = {una.requisito_id: una for una in control.respuestas}
    problemas = []
    if len(dadas) < len(control.respuestas) or dadas.keys() - {uno.id for uno in suyos}:
        mensaje = _("Hay respuestas repetidas, o a requisitos de otra lista. Abra otra vez la página y contéstelos.")
        problemas.append(Problema("lista", mensaje))
    contestados = [_contestado(uno, dadas.get(uno.id), hallazgos) for uno in suyos]
    respondidos = [
        Respondido(uno.requisito.id, uno.requisito.numero, uno.requisito.clase, uno.respuesta, uno.motivo)
        for uno in contestados
    ]
    problemas += reglas_de_requisitos.problemas_de_las_respuestas(respondidos, resultado)
    limitado = ResultadoLimitado(
        lista,
        tuple(contestados),
        reglas_de_requisitos.causas_con(respondidos, causas, resultado),
        (*_incumplimientos(contestados), *texto),
    )
    return limitado, tuple(problemas)


@dato
class Juicio:
    """A result, with what its answers add to its causes and to its text, and everything that is wrong with it."""

    limitado: ResultadoLimitado | None
    causas: tuple[str, ...]
    texto: tuple[str, ...]
    problemas: tuple[Problema, ...]


def juzgar(
    control: ControlLimitado | None,
    *,
    resultado: str,
    causas: Sequence[str],
    texto: Sequence[str],
    importe: str,
    hallazgos: Hallazgos,
    en: date,
) -> Juicio:
    """What Intervención writes, with its answers where the control is limited. `importe`: "" when it could not be read."""
    parrafos = tuple(parrafo.strip() for parrafo in texto if parrafo.strip())
    dicho, problemas = contestar(
        control, resultado=resultado, causas=causas, texto=parrafos, hallazgos=hallazgos, en=en
    )
    todas, todo = (dicho.causas, dicho.texto) if dicho is not None else (tuple(causas), parrafos)
    problemas += reglas.problemas_del_resultado(resultado, todas, todo, importe=importe)
    return Juicio(dicho, todas, todo, problemas)


def _contestado(requisito: Requisito, dada: RespuestaDada | None, hallazgos: Hallazgos) -> Contestado:
    hallado = hallazgos.get(requisito.clase, Hallado("", ""))
    if dada is None:
        return Contestado(requisito, "", "", hallado)
    return Contestado(requisito, dada.respuesta, dada.motivo.strip(), hallado)


def _incumplimientos(contestados: Sequence[Contestado]) -> list[str]:
    return [
        _("No se cumple el requisito %(n)d. %(m)s") % {"n": uno.requisito.numero, "m": uno.motivo}
        for uno in contestados
        if uno.respuesta == NO_CUMPLE
    ]


def guardar(
    fiscalizacion: Fiscalizacion, documento_id: UUID, dichas: Sequence[Mapping[str, Valor]]
) -> list[RespuestaDeRequisito]:
    """Keep what was answered (`Contestado.como_valor`) with a result; who calls notes the fact that vouches for it. Writes: RespuestaDeRequisito."""
    exigir_transaccion()
    return RespuestaDeRequisito.objects.bulk_create(
        RespuestaDeRequisito(
            fiscalizacion=fiscalizacion,
            documento_id=documento_id,
            requisito_id=UUID(texto_de(una["requisito"])),
            respuesta=texto_de(una["respuesta"]),
            motivo=texto_de(una["motivo"]),
            propuesta=texto_de(una["propuesta"]),
            evidencia=texto_de(una["evidencia"])[:LARGO_EVIDENCIA],
        )
        for una in dichas
    )


def tipos_de_gasto() -> dict[str, str]:
    """The name of each kind of expense, by its code: those that the program knows, and those of the lists of the town, as it calls them."""
    propuestos = {uno.codigo: uno.nombre for uno in tipos_propuestos().values()}
    return propuestos | dict(ListaDeRequisitos.objects.order_by("desde").values_list("tipo", "nombre"))


def lista_con_requisitos(lista_id: UUID) -> ListaDeRequisitos:
    """A version of a list, whatever its day, with its requirements in order. Raises NoEncontrado."""
    suyos = Prefetch("requisitos", Requisito.objects.order_by("numero"))
    hallada = ListaDeRequisitos.objects.select_related("acuerdo__documento").prefetch_related(suyos)
    una = hallada.filter(id=lista_id).first()
    if una is None:
        raise NoEncontrado(_("No encontramos esa lista de requisitos."))
    return una


def versiones_de(tipo: str, fase: str) -> list[ListaDeRequisitos]:
    """Every version of the list of a kind in a phase, the newest first."""
    return list(ListaDeRequisitos.objects.filter(tipo=tipo, fase=fase).order_by("-desde"))
