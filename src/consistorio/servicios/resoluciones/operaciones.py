"""Building blocks that change resolutions inside somebody's open transaction. The case's row is locked by the caller."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.servicios.resoluciones import contexto, libro, posteriores, reglas, revisiones
from consistorio.servicios.resoluciones.consultas import adoptado_de
from consistorio.servicios.resoluciones.eventos import ResolucionDevuelta, ResolucionFirmada, ResolucionSinEfecto
from consistorio.servicios.resoluciones.models import DevolucionFirma, Diligencia, Libro, Resolucion
from consistorio.servicios.resoluciones.recursos import causa_de_inadmision
from consistorio.servicios.resoluciones.textos import Borrador
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento, retirar_acceso
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import operaciones as motor


def existente(resolucion_id: UUID) -> Resolucion:
    """The resolution as it stands, to find its case before locking. Raises NoEncontrado."""
    resolucion = Resolucion.objects.filter(id=resolucion_id).first()
    if resolucion is None:
        raise NoEncontrado(_("No encontramos esa resolución."))
    return resolucion


def del_libro(libro: Libro, *, desde: int, limite: int) -> list[Resolucion]:
    """The resolutions of a book from a number on, in order, annulled ones included."""
    return list(
        Resolucion.objects.filter(libro=libro, numero__gte=desde)
        .select_related("libro", "expediente", "documento")
        .prefetch_related("diligencias")
        .order_by("numero")[:limite]
    )


def dir3() -> str:
    """The DIR3 code of the town hall."""
    return str(settings.CONSISTORIO_ENTIDAD["dir3"])


def bloqueada(resolucion_id: UUID) -> Resolucion:
    """The resolution with its row locked. Raises NoEncontrado."""
    exigir_transaccion()
    resolucion = (
        Resolucion.objects.select_for_update(of=("self",))
        .select_related("libro", "expediente__version__procedimiento", "expediente__unidad")
        .filter(id=resolucion_id)
        .first()
    )
    if resolucion is None:
        raise NoEncontrado(_("No encontramos esa resolución."))
    return resolucion


def escribir(resolucion: Resolucion, borrador: Borrador) -> str:
    """Put a text in a resolution that may still change and return its hash. Raises Conflicto when it may not."""
    exigir_transaccion()
    if not resolucion.editable:
        raise Conflicto(_("La resolución ya está en firma, o decidida en sesión, y su texto no se puede cambiar."))
    resolucion.sentido = borrador.sentido
    resolucion.asunto = borrador.asunto[:240]
    resolucion.antecedentes = list(borrador.antecedentes)
    resolucion.fundamentos = list(borrador.fundamentos)
    resolucion.decision = list(borrador.decision)
    return huella(resolucion)


def huella(resolucion: Resolucion) -> str:
    """SHA-256 in hex of the canonical text of a resolution."""
    texto = {
        "sentido": resolucion.sentido,
        "asunto": resolucion.asunto,
        "antecedentes": resolucion.antecedentes,
        "fundamentos": resolucion.fundamentos,
        "decision": resolucion.decision,
    }
    return hashlib.sha256(canonico(texto)).hexdigest()


def comprobar(
    resolucion: Resolucion, expediente: Expediente, *, en: date, dictada: date | None = None
) -> tuple[str, ...]:
    """Hold a resolution against the law and return its warnings. Raises DatosIncorrectos with every problem. `dictada`: the day of its
    session, when it is another.

    What the template would say just the same to grant it all is not why this case is decided otherwise (LPACAP 35.1.a).
    """
    para_conceder = contexto.borrador_para(expediente, Resolucion.Sentido.ESTIMA).fundamentos
    informes, silencio = contexto.informes_de(expediente), motor.silencio_producido(expediente, en=en)
    problemas = (
        *motor.problemas_de_decision(expediente, resolucion.sentido, en=en),
        *reglas.problemas_con_informes(resolucion.sentido, resolucion.decision, informes, silencio=silencio),
        *reglas.problemas_de_texto(
            sentido=resolucion.sentido,
            antecedentes=resolucion.antecedentes,
            fundamentos=[parrafo for parrafo in resolucion.fundamentos if parrafo not in para_conceder],
            decision=resolucion.decision,
        ),
        *contexto.problemas_de_objeto(expediente, resolucion.sentido, resolucion.decision),
        *revisiones.problemas_de_declarar(expediente, resolucion.sentido, en=dictada or en),
    )
    if problemas:
        raise DatosIncorrectos(_("La resolución no se puede dictar así."), problemas=problemas)
    avisos = reglas.advertencias_de_sentido(resolucion.sentido, contexto.circunstancias_de(expediente, en=en))
    avisos += reglas.advertencias_de_informes(resolucion.sentido, resolucion.decision, informes, silencio=silencio)
    causa = causa_de_inadmision(expediente)
    if causa and resolucion.sentido != Resolucion.Sentido.INADMITE:
        avisos += (_("El recurso no se ha inadmitido, y %(c)s.") % {"c": causa},)
    avisos += revisiones.advertencias(expediente, resolucion.sentido)
    return avisos + posteriores.advertencias(resolucion, expediente)


def firmada(resolucion: Resolucion, documento: Documento, *, actor: Actor, reloj: Reloj) -> None:
    """Every signature is there: the act exists (LPACAP 88). Its document joins the case, for the parties once it is notified.

    Writes Resolucion, DocumentoExpediente. What it reviews of office is marked. Emits ResolucionFirmada, RevisionDecidida. Raises Conflicto when it was not in signature.
    """
    exigir_transaccion()
    if resolucion.estado == Resolucion.Estado.FIRMADA:
        return
    if resolucion.estado != Resolucion.Estado.EN_FIRMA or resolucion.numero is None or resolucion.libro is None:
        raise Conflicto(_("Esta resolución no estaba en firma."))
    ahora = reloj.ahora()
    resolucion.estado = Resolucion.Estado.FIRMADA
    resolucion.firmada_el = ahora
    resolucion.documento = documento
    resolucion.save(update_fields=["estado", "firmada_el", "documento"])
    incorporar_documento(
        resolucion.expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen="resolucion",
        visible_interesado=False,
        actor=actor,
        reloj=reloj,
    )
    retirar_acceso(referencia=resolucion.id, momento=ahora)
    anotar(
        resolucion.expediente.cadena,
        ResolucionFirmada(
            resolucion.id,
            resolucion.expediente_id,
            documento.id,
            resolucion.numero,
            resolucion.libro.anio,
            resolucion.sentido,
            ahora,
        ),
        actor=actor,
        reloj=reloj,
        filas=[resolucion],
    )
    revisiones.decidir(resolucion, actor=actor, reloj=reloj)


def sin_efecto(resolucion_id: UUID, *, actor: Actor, reloj: Reloj) -> None:
    """The procedure of a signed resolution lapsed before it was notified (LPACAP 25.1.b): its book says so. What it had declared falls with it.

    Writes Diligencia, Revision. Emits ResolucionSinEfecto, in its case and in the book, RevisionSinEfecto.
    """
    resolucion = bloqueada(resolucion_id)
    if resolucion.estado != Resolucion.Estado.FIRMADA or resolucion.libro is None:
        return
    revisiones.deshacer(resolucion.expediente_id, actor=actor, reloj=reloj)
    texto = _(
        "Diligencia para hacer constar que la resolución %(n)s, del expediente %(e)s, quedó sin efecto: el procedimiento caducó antes de que se notificara (artículo 25.1.b de la Ley 39/2015)."
    )
    diligencia = libro.extender(
        resolucion.libro,
        Diligencia.Clase.CADUCADA,
        texto % {"n": resolucion.numero_completo, "e": resolucion.expediente.numero},
        resolucion_id=resolucion.id,
        actor=actor,
        reloj=reloj,
    )
    hecho = ResolucionSinEfecto(resolucion.id, resolucion.expediente_id, diligencia.id)
    anotar(resolucion.expediente.cadena, hecho, actor=actor, reloj=reloj)
    anotar(libro.cadena(resolucion.libro), hecho, actor=actor, reloj=reloj, filas=[diligencia])


def devuelta(
    resolucion: Resolucion, documento: Documento, *, motivo: str, devuelta_por: UUID, actor: Actor, reloj: Reloj
) -> None:
    """A signatory sent it back: it returns to who asked, with the reason, and keeps its number. Emits ResolucionDevuelta."""
    exigir_transaccion()
    if resolucion.estado != Resolucion.Estado.EN_FIRMA:
        raise Conflicto(_("Esta resolución no estaba en firma."))
    ahora = reloj.ahora()
    resolucion.estado = Resolucion.Estado.DEVUELTA
    resolucion.documento = None
    resolucion.save(update_fields=["estado", "documento"])
    devolucion = DevolucionFirma.objects.create(
        resolucion=resolucion, documento=documento, momento=ahora, motivo=motivo[:600], devuelta_por=devuelta_por
    )
    retirar_acceso(referencia=resolucion.id, momento=ahora)
    anotar(
        resolucion.expediente.cadena,
        ResolucionDevuelta(resolucion.id, resolucion.expediente_id, documento.id),
        actor=actor,
        reloj=reloj,
        filas=[resolucion, devolucion],
    )


def notificable(resolucion: Resolucion) -> dict[str, Valor]:
    """What the notification of a resolution must say (LPACAP 40.2), as the task `notificacion` reads it from the result."""
    recursos = [reglas.Recurso(**r) for r in resolucion.recursos]
    return {
        "titulo": _("Acuerdo") if resolucion.en_sesion else _("Decreto"),
        "numero": resolucion.numero_completo,
        "fecha": _decidida_el(resolucion),
        "organo": resolucion.organo_texto,
        "secciones": posteriores.secciones_de(resolucion),
        "recurrible": any(r.tipo != "ninguno" for r in recursos),
        "fin_de_via": resolucion.fin_de_via,
        "recursos": [
            {"nombre": r.nombre, "organo": r.ante, "plazo": r.plazo, "norma": r.articulo}
            for r in recursos
            if r.tipo != "ninguno"
        ],
        "otros_recursos": " ".join(reglas.otros_recursos(recursos)),
        "efectos": "",
    }


def _decidida_el(resolucion: Resolucion) -> str:
    """The day of the session of what was agreed in one; that of its number, of a decree."""
    adoptado = adoptado_de(resolucion.id) if resolucion.en_sesion else None
    dia = adoptado.sesion_el if adoptado is not None else resolucion.elevada_el
    return fecha_larga(dia) if dia is not None else ""
