"""Orders to notify: read from the result of the task `resolucion`, or from what the engine asks to communicate.

The result of a task `resolucion` carries `documento_id`, `referencia`, `asunto` and `notificable`, which is an act as
`contenido.ActoNotificable.a_datos` writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.servicios.notificaciones.contenido import ActoNotificable, Seccion
from consistorio.servicios.notificaciones.operaciones import Encargo
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.consultas import plazo_de
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import hechas_en_vigor
from consistorio.tramitacion.solicitudes.consultas import es_de_oficio


def de_la_resolucion(expediente: Expediente, tarea: Tarea) -> Encargo | None:
    """The order to notify the last resolution of the case; None when there is none."""
    resuelta = hechas_en_vigor(expediente, "resolucion").first()
    resultado = resuelta.resultado if resuelta is not None else None
    if not isinstance(resultado, dict):
        return None
    documento, acto = resultado.get("documento_id"), resultado.get("notificable")
    if not isinstance(documento, str) or not isinstance(acto, Mapping):
        return None
    return Encargo(
        documento_id=UUID(documento),
        referencia=str(resultado.get("referencia", f"documento:{documento}")),
        asunto=str(resultado.get("asunto") or expediente.titulo),
        acto=ActoNotificable.de_datos(acto),
        tarea_id=tarea.id,
        de_oficio=es_de_oficio(expediente),
        sentido=str(resultado.get("sentido") or ""),
    )


def del_documento(
    expediente: Expediente, documento: Documento, *, asunto: str, referencia: str, solo_informa: bool
) -> Encargo:
    """The order to deliver a document of procedure that the engine made (a requirement, a hearing, a communication).

    The document itself is the full text: it is delivered together with the notification, which says so. What only informs has no effects.
    """
    return Encargo(
        documento_id=documento.id,
        referencia=referencia,
        asunto=asunto or documento.titulo,
        acto=ActoNotificable(
            titulo=documento.titulo,
            organo=expediente.unidad.nombre,
            secciones=(
                Seccion(
                    "",
                    (
                        _("El texto íntegro es el documento «%(titulo)s», con código de verificación %(csv)s.")
                        % {"titulo": documento.titulo, "csv": documento.csv},
                        _("Forma parte de esta notificación y se entrega con ella."),
                    ),
                ),
            ),
            recurrible=False,
            fecha=fecha_larga(documento.fecha_captura),
            efectos="" if solo_informa else _efectos(expediente, referencia),
        ),
        de_oficio=es_de_oficio(expediente),
        solo_informa=solo_informa,
    )


def _efectos(expediente: Expediente, referencia: str) -> str:
    """From when its terms run; of the beginning of office also how long the procedure may last, and what follows if it ends without
    a decision (LPACAP 21.4, 25.1)."""
    plazos = _("Los plazos que fija este acto cuentan desde el día siguiente al de su notificación (art. 30).")
    plazo = plazo_de(expediente) if referencia.partition(":")[0] == "inicio_de_oficio" else None
    if plazo is None:
        return plazos
    maximo = _(
        "El plazo máximo para resolver y notificarle la resolución es de %(p)s desde el acuerdo de inicio: termina el %(v)s (arts. 21.3 y 21.4)."
    ) % {"p": Duracion(plazo.cantidad, Unidad(plazo.unidad_tiempo)), "v": fecha_larga(plazo.vence)}
    despues = (
        _("Si termina sin que se le notifique, el procedimiento caduca y se archiva (art. 25.1.b).")
        if plazo.silencio == "caducidad"
        else _("Si termina sin que se le notifique, puede entender desestimado lo que pretendía (art. 25.1.a).")
    )
    return f"{plazos} {maximo} {despues}"
