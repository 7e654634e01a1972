"""What is for everybody: an announcement on the notice board, a public information and the answers to who alleges (LPACAP 45, 83)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor import operaciones
from consistorio.tramitacion.motor.datos_publicacion import MAXIMO_DIAS, MAXIMO_TITULO, leer
from consistorio.tramitacion.motor.identificacion import problemas_de_identificacion
from consistorio.tramitacion.motor.limites import Limites
from consistorio.tramitacion.motor.models import ActoTramite, InformacionPublica
from consistorio.tramitacion.motor.operaciones import Escrito, publicidad
from consistorio.tramitacion.motor.operaciones.procedencia import (
    exigir_anuncio,
    exigir_informacion,
    exigir_informacion_abierta,
)
from consistorio.tramitacion.motor.valores_legales import valor

MAXIMO_BOLETIN = 120
# So many allegations are answered by one act at most
MAXIMO_ALEGACIONES = 500


@accion(
    "motor.acto.en_firma",
    "motor.anuncio.pedido",
    permiso=TRAMITAR,
    norma="LPACAP arts. 36 y 45; LRJSP art. 43; LOPDGDD DA 7.ª",
)
def anunciar(
    *, actor: Actor, expediente_id: UUID, titulo: str, texto: Sequence[str], dias: int, reloj: Reloj
) -> ActoTramite:
    """Write an announcement for the notice board of the sede; it is shown when who writes it signs it, so many hábiles days.

    `titulo` and `texto` (paragraphs): for everybody, with no more personal data than the law asks for (LOPDGDD DA 7.ª) and than the procedure
    lets, which says the least days too. Who: tramitador. Writes:
    Documento, ActoTramite, Tarea; once signed, the notice board shows it. Emits: motor.acto.en_firma.
    Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    exigir_anuncio(expediente)
    problemas = _del_anuncio(expediente, "publicacion", titulo, texto)
    caben = limites_de(expediente, "publicacion", en=hoy(reloj))
    if not caben.admite(dias):
        mensaje = _("Se expone de %(a)d a %(b)d días hábiles.")
        problemas.append(Problema("dias", mensaje % {"a": caben.minimo, "b": caben.maximo}))
    if problemas:
        raise DatosIncorrectos(_("El anuncio no está completo."), problemas=problemas)
    datos = {"titulo": titulo.strip(), "texto": list(texto), "unidad": expediente.unidad.nombre}
    return operaciones.dictar(
        expediente,
        "anuncio",
        Escrito("anuncio", datos, titulo.strip(), "TD05"),
        datos={"titulo": titulo.strip(), "texto": list(texto), "dias": dias},
        actor=actor,
        reloj=reloj,
    )


@accion(
    "motor.acto.en_firma",
    "motor.informacion.abierta",
    permiso=TRAMITAR,
    norma="LPACAP arts. 36, 83.1 y 83.2; LRJSP art. 43; LOPDGDD DA 7.ª",
)
def abrir_informacion(
    *,
    actor: Actor,
    expediente_id: UUID,
    titulo: str,
    texto: Sequence[str],
    lugar: str,
    reloj: Reloj,
    dias: int | None = None,
    expuestos: Sequence[UUID] = (),
) -> ActoTramite:
    """Propose a period of public information. The organ that decides agrees it by signing (83.1); then it is shown on the notice board
    with the documents that can be seen, and its days run from the official gazette.

    `lugar`: where the case can be seen besides the sede; `dias`: hábiles, 20 at least (83.2); `expuestos`: documents of the case, with no
    more personal data than needed. Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed, InformacionPublica.
    Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos (also: nobody holds the organ).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    exigir_informacion(expediente)
    caben = limites_de(expediente, "informacion_publica", en=hoy(reloj))
    dias = caben.minimo if dias is None else dias
    problemas = _del_anuncio(expediente, "informacion_publica", titulo, texto)
    if not caben.admite(dias):
        mensaje = _("La información pública dura de %(a)d a %(b)d días hábiles (artículo 83.2).")
        problemas.append(Problema("dias", mensaje % {"a": caben.minimo, "b": caben.maximo}))
    if not lugar.strip():
        problemas.append(Problema("lugar", _("Diga dónde se puede ver el expediente (artículo 83.2).")))
    propios = set(
        documentos_utiles(expediente).filter(documento_id__in=expuestos).values_list("documento_id", flat=True)
    )
    if set(expuestos) - propios:
        problemas.append(Problema("documentos", _("Elija documentos de este expediente.")))
    if problemas:
        raise DatosIncorrectos(_("La información pública no está completa."), problemas=problemas)
    return operaciones.dictar(
        expediente,
        "informacion_publica",
        _anuncio_de_informacion(expediente, titulo.strip(), texto, lugar.strip(), dias),
        datos={
            "titulo": titulo.strip(),
            "texto": list(texto),
            "lugar": lugar.strip(),
            "dias": dias,
            "expuestos": [str(uno) for uno in expuestos],
        },
        actor=actor,
        reloj=reloj,
    )


def _anuncio_de_informacion(
    expediente: Expediente, titulo: str, texto: Sequence[str], lugar: str, dias: int
) -> Escrito:
    datos = {
        "titulo": titulo,
        "texto": list(texto),
        "unidad": expediente.unidad.nombre,
        "plazo": _(
            "Cualquier persona puede ver el expediente y alegar durante %(n)d días hábiles, contados desde el día siguiente al de la "
            "publicación de este anuncio en el boletín oficial."
        )
        % {"n": dias},
        "lugar": _("En %(l)s y en el tablón de la sede electrónica.") % {"l": lugar.rstrip(".")},
        "como_presentar": _("En la sede electrónica, en este anuncio del tablón, o en una oficina de registro."),
        "efectos": _(
            "Quien alega tiene derecho a una respuesta razonada, que puede ser común para varias alegaciones. Alegar no da, por sí solo, "
            "la condición de persona interesada."
        ),
        "norma": _("Artículo 83 de la Ley 39/2015."),
    }
    return Escrito("anuncio", datos, _("Información pública: %(t)s") % {"t": titulo}, "TD05")


@accion("motor.informacion.publicada", permiso=TRAMITAR, norma="LPACAP arts. 30.3 y 83.2")
def anotar_boletin(*, actor: Actor, expediente_id: UUID, boletin: str, dia: date, reloj: Reloj) -> InformacionPublica:
    """Note in which gazette, and of which day, the announcement of the public information came out: its days run from the one after.

    Who: tramitador. Writes: InformacionPublica, Tarea, Vencimiento. Emits: motor.informacion.publicada.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (none waits for it), DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    abierta = exigir_informacion_abierta(expediente)
    informacion = InformacionPublica.objects.select_for_update().get(id=abierta.id)
    if informacion.notificado_el is not None or informacion.cerrado_el is not None:
        raise FaseIncompatible(_("La publicación de esta información pública en el boletín ya está anotada."))
    problemas = []
    if not boletin.strip() or len(boletin.strip()) > MAXIMO_BOLETIN:
        problemas.append(
            Problema("boletin", _("Escriba qué boletín y qué número, por ejemplo «BOP de Burgos n.º 180»."))
        )
    if not en_madrid(informacion.abierta_el).date() <= dia <= hoy(reloj):
        mensaje = _("El día del boletín va desde el %(d)s, cuando se firmó el anuncio, hasta hoy.")
        problemas.append(Problema("dia", mensaje % {"d": f"{en_madrid(informacion.abierta_el):%d/%m/%Y}"}))
    if problemas:
        raise DatosIncorrectos(_("La publicación en el boletín no está completa."), problemas=problemas)
    informacion.expediente = expediente
    publicidad.en_boletin(informacion, expediente, boletin=boletin.strip(), dia=dia, actor=actor, reloj=reloj)
    return informacion


@accion(
    "motor.acto.en_firma",
    "motor.informacion.respondida",
    permiso=TRAMITAR,
    norma="LPACAP arts. 36 y 83.3; LRJSP art. 43",
)
def responder_alegaciones(
    *, actor: Actor, expediente_id: UUID, alegaciones: Sequence[UUID], texto: Sequence[str], reloj: Reloj
) -> ActoTramite:
    """Write the reasoned answer to some allegations of a public information, the same for all of them; once signed, it reaches each of
    those who alleged.

    `texto`: paragraphs; it names nobody, because several may get it (40.5). Who: tramitador. Writes: Documento, ActoTramite, Tarea; once
    signed, AlegacionPublica. Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    informacion = exigir_informacion_abierta(expediente)
    elegidas = informacion.alegaciones.filter(id__in=alegaciones, respondida_el=None)
    problemas = []
    if not alegaciones or elegidas.count() != len(set(alegaciones)):
        problemas.append(Problema("contesta_a", _("Elija alegaciones que estén sin contestar.")))
    if len(alegaciones) > MAXIMO_ALEGACIONES:
        mensaje = _("Un mismo escrito contesta como mucho a %(n)d alegaciones.") % {"n": MAXIMO_ALEGACIONES}
        problemas.append(Problema("contesta_a", mensaje))
    if len(" ".join(texto).strip()) < 10:
        problemas.append(Problema("texto", _("Escriba la respuesta: tiene que estar razonada (artículo 83.3).")))
    if problemas:
        raise DatosIncorrectos(_("La respuesta no está completa."), problemas=problemas)
    titulo = _("Respuesta a sus alegaciones")
    datos = {
        "titulo": titulo,
        "asunto": informacion.titulo,
        "expediente": expediente.numero,
        "texto": [_("Presentó alegaciones en esta información pública. Les contestamos:"), *texto],
        "norma": _("Artículo 83.3 de la Ley 39/2015."),
    }
    return operaciones.dictar(
        expediente,
        "respuesta_alegaciones",
        Escrito("respuesta_alegaciones", datos, titulo, "TD06"),
        datos={
            "informacion": str(informacion.id),
            "alegaciones": [str(una) for una in alegaciones],
            "texto": list(texto),
        },
        actor=actor,
        reloj=reloj,
    )


def limites_de(expediente: Expediente, tipo: str, *, en: date) -> Limites:
    """How many hábiles something is shown: at least as the law says, and as Secretaría wrote of what the procedure foresees."""
    de_ley = valor("informacion.dias_minimo", en=en) if tipo == "informacion_publica" else 1
    prevista = publicidad.prevista(expediente, tipo)
    minimo = de_ley if prevista is None else max(de_ley, expediente.version.tipada.legal.dias_de_tablon)
    return Limites(minimo, MAXIMO_DIAS)


def _del_anuncio(expediente: Expediente, tipo: str, titulo: str, texto: Sequence[str]) -> list[Problema]:
    prevista = publicidad.prevista(expediente, tipo)
    modo = leer(como_datos(prevista.datos))[0].identificacion if prevista is not None else ""
    textos, personas = (titulo, *texto), publicidad.afectados(expediente)
    problemas = [Problema("texto", mensaje) for mensaje in problemas_de_identificacion(textos, personas, modo)]
    if not titulo.strip() or len(titulo.strip()) > MAXIMO_TITULO:
        mensaje = _("Escriba un título, en %(n)d caracteres como mucho.") % {"n": MAXIMO_TITULO}
        problemas.append(Problema("titulo", mensaje))
    if not any(parrafo.strip() for parrafo in texto):
        problemas.append(Problema("texto", _("Escriba qué se anuncia.")))
    return problemas
