"""The period of proof: open it, admit or refuse what is proposed, and record what was practised (LPACAP 77-78)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import limites, operaciones
from consistorio.tramitacion.motor.models import ActoTramite, Prueba
from consistorio.tramitacion.motor.operaciones import Escrito, comunicaciones
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_periodo_prueba, exigir_prueba
from consistorio.tramitacion.motor.reglas import problemas_de_periodo

NORMA = "LPACAP arts. 35.1.f, 36, 77 y 78; LRJSP art. 43"
CAUSAS_DE_APERTURA = {
    "hechos": gettext_noop("No se tienen por ciertos los hechos que alega una persona interesada"),
    "naturaleza": gettext_noop("Lo exige la naturaleza del procedimiento"),
}
CAUSAS_DE_RECHAZO = {
    "improcedente": gettext_noop("Es manifiestamente improcedente"),
    "innecesaria": gettext_noop("Es innecesaria"),
}
MAXIMO_DESCRIPCION = 1000


@accion("motor.acto.en_firma", "motor.prueba.abierta", permiso=TRAMITAR, norma="LPACAP arts. 36 y 77.2; LRJSP art. 43")
def abrir_prueba(
    *,
    actor: Actor,
    expediente_id: UUID,
    causa: str,
    motivo: str,
    reloj: Reloj,
    dias: int | None = None,
    extraordinario: bool = False,
) -> ActoTramite:
    """Write the opening of a period of proof; it opens and is notified to every party when who writes it signs it.

    `causa`: hechos or naturaleza (77.2); `motivo`: which facts, and why. `dias`: hábiles from the notification, 10 to 30; of an
    `extraordinario`, which a party asked for after an ordinary one, up to 10. Who: tramitador. Writes: Documento, ActoTramite, Tarea;
    once signed, PeriodoPrueba. Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    exigir_prueba(expediente)
    dia = hoy(reloj)
    caben = limites.de_prueba(en=dia, extraordinario=extraordinario)
    dias = max(caben.minimo, 10) if dias is None else dias
    problemas = problemas_de_periodo(dias, minimo=caben.minimo, maximo=caben.maximo, extraordinario=extraordinario)
    if extraordinario and not expediente.periodos_prueba.filter(extraordinario=False).exists():
        mensaje = _(
            "El período extraordinario se abre después de uno ordinario, si alguna persona interesada lo pide (artículo 77.2)."
        )
        problemas.append(Problema("extraordinario", mensaje))
    if causa not in CAUSAS_DE_APERTURA:
        problemas.append(Problema("causa", _("Elija por qué se abre el período de prueba.")))
    if len(motivo.strip()) < 10:
        problemas.append(Problema("motivo", _("Explique qué hechos hay que probar y por qué (artículo 77.2).")))
    if problemas:
        raise DatosIncorrectos(_("La apertura del período de prueba no está completa."), problemas=problemas)
    return operaciones.dictar(
        expediente,
        "prueba",
        _apertura(expediente, causa, motivo.strip(), dias, extraordinario=extraordinario),
        datos={"causa": causa, "motivo": motivo.strip(), "dias": dias, "extraordinario": extraordinario},
        actor=actor,
        reloj=reloj,
    )


def _apertura(expediente: Expediente, causa: str, motivo: str, dias: int, *, extraordinario: bool) -> Escrito:
    titulo = _("Período extraordinario de prueba") if extraordinario else _("Período de prueba")
    parrafos = [
        _("Abrimos un período para probar los hechos que cuentan para resolver este procedimiento."),
        _("Motivo: %(c)s.") % {"c": _(CAUSAS_DE_APERTURA[causa]).lower()},
        motivo,
        ngettext(
            "Dura %(n)d día hábil, contado desde el siguiente a aquel en que reciba esta notificación. En ese plazo puede "
            "proponer las pruebas que le interesen: cualquiera que admita la ley. Diga de cada una qué hecho quiere probar con ella.",
            "Dura %(n)d días hábiles, contados desde el día siguiente a aquel en que reciba esta notificación. En ese plazo puede "
            "proponer las pruebas que le interesen: cualquiera que admita la ley. Diga de cada una qué hecho quiere probar con ella.",
            dias,
        )
        % {"n": dias},
        _("Solo rechazaremos las que sean manifiestamente improcedentes o innecesarias, y le diremos por qué."),
        _("De las que se admitan le diremos antes el lugar, el día y la hora en que se practican."),
        _("Puede hacerlo en la sede electrónica, en su expediente, con el botón «Proponer una prueba»."),
    ]
    return _escrito(expediente, titulo, parrafos, [], _("Artículos 77 y 78 de la Ley 39/2015."), "TD06")


@accion("motor.acto.en_firma", "motor.prueba.admitida", permiso=TRAMITAR, norma=NORMA)
def admitir_prueba(
    *,
    actor: Actor,
    expediente_id: UUID,
    descripcion: str,
    lugar: str,
    practica_el: datetime,
    reloj: Reloj,
    propone_id: UUID | None = None,
    tecnicos: bool = False,
    suspende: bool = False,
) -> ActoTramite:
    """Write that a proof is admitted and where and when it is practised; every party is notified when who writes it signs it.

    `propone_id`: the party who proposed it; none, of office. `tecnicos`: whether they may name who assists them (78.2). `suspende`: an
    express decision, only for technical or contradictory proofs that a party proposed (22.1.e). Who: tramitador. Writes: Documento,
    ActoTramite, Tarea; once signed, Prueba, Suspension, Plazo. Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido,
    FaseIncompatible (no period), DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    periodo = exigir_periodo_prueba(expediente)
    problemas = _de_que_prueba(expediente, descripcion, propone_id)
    if not lugar.strip() or len(lugar.strip()) > 200:
        problemas.append(Problema("lugar", _("Diga dónde se practica, en 200 caracteres como mucho (artículo 78.2).")))
    if practica_el <= reloj.ahora() or en_madrid(practica_el).date() == hoy(reloj):
        mensaje = _(
            "Elija un día posterior a hoy: las personas interesadas tienen que saberlo con antelación (artículo 78.1)."
        )
        problemas.append(Problema("dia", mensaje))
    if suspende and propone_id is None:
        mensaje = _(
            "Solo suspende el plazo una prueba técnica o contradictoria que propone una persona interesada (artículo 22.1.e)."
        )
        problemas.append(Problema("suspende", mensaje))
    if problemas:
        raise DatosIncorrectos(_("La admisión de la prueba no está completa."), problemas=problemas)
    return operaciones.dictar(
        expediente,
        "prueba_admitida",
        _admision(expediente, descripcion.strip(), lugar.strip(), practica_el, tecnicos=tecnicos, suspende=suspende),
        datos={
            "periodo": str(periodo.id),
            "descripcion": descripcion.strip(),
            "lugar": lugar.strip(),
            "practica_el": practica_el.isoformat(),
            "propone": str(propone_id) if propone_id else "",
            "tecnicos": tecnicos,
            "suspende": suspende,
        },
        actor=actor,
        reloj=reloj,
    )


def _admision(
    expediente: Expediente, descripcion: str, lugar: str, practica_el: datetime, *, tecnicos: bool, suspende: bool
) -> Escrito:
    momento = en_madrid(practica_el)
    parrafos = [_("Se va a practicar en este procedimiento la prueba que se indica. Puede estar presente.")]
    if tecnicos:
        parrafos.append(_("Puede nombrar técnicos para que le asistan (artículo 78.2)."))
    if suspende:
        parrafos.append(
            _(
                "El plazo máximo para resolver queda suspendido desde hoy hasta que el resultado de la prueba esté en el expediente "
                "(artículo 22.1.e)."
            )
        )
    datos = [
        (_("Prueba"), descripcion),
        (_("Lugar"), lugar),
        (_("Día"), fecha_larga(momento)),
        (_("Hora"), f"{momento:%H:%M}"),
    ]
    titulo = _("Cuándo y dónde se practica una prueba")
    return _escrito(expediente, titulo, parrafos, datos, _("Artículos 77 y 78 de la Ley 39/2015."), "TD06")


@accion("motor.acto.en_firma", "motor.prueba.rechazada", permiso=TRAMITAR, norma=NORMA)
def rechazar_prueba(
    *, actor: Actor, expediente_id: UUID, descripcion: str, propone_id: UUID, causa: str, motivo: str, reloj: Reloj
) -> ActoTramite:
    """Write the refusal of a proof that a party proposed; they are notified, with the reason, when who writes it signs it.

    `causa`: improcedente or innecesaria, the only ones of 77.3; `motivo`: why it is. Who: tramitador. Writes: Documento, ActoTramite,
    Tarea; once signed, Prueba. Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    periodo = exigir_periodo_prueba(expediente)
    problemas = _de_que_prueba(expediente, descripcion, propone_id)
    if causa not in CAUSAS_DE_RECHAZO:
        mensaje = _("Elija por qué: solo se rechazan las manifiestamente improcedentes o innecesarias (artículo 77.3).")
        problemas.append(Problema("causa", mensaje))
    if len(motivo.strip()) < 10:
        problemas.append(
            Problema("motivo", _("Explique por qué: el rechazo tiene que estar motivado (artículos 35.1.f y 77.3)."))
        )
    if problemas:
        raise DatosIncorrectos(_("El rechazo de la prueba no está completo."), problemas=problemas)
    parrafos = [
        _("No admitimos la prueba que propuso. Motivo: %(c)s.") % {"c": _(CAUSAS_DE_RECHAZO[causa]).lower()},
        motivo.strip(),
        _("Si no está de acuerdo, dígalo en el expediente: lo tendremos en cuenta en la resolución (artículo 112.1)."),
    ]
    norma = _("Artículos 35.1.f y 77.3 de la Ley 39/2015.")
    datos = [(_("Prueba propuesta"), descripcion.strip())]
    return operaciones.dictar(
        expediente,
        "prueba_rechazada",
        _escrito(expediente, _("No admitimos una prueba"), parrafos, datos, norma, "TD02"),
        datos={
            "periodo": str(periodo.id),
            "descripcion": descripcion.strip(),
            "propone": str(propone_id),
            "causa": causa,
            "motivo": motivo.strip(),
        },
        actor=actor,
        reloj=reloj,
    )


@accion("motor.acto.en_firma", "motor.prueba.terminada", permiso=TRAMITAR, norma=NORMA)
def levantar_acta(
    *, actor: Actor, prueba_id: UUID, practicada: bool, resultado: Sequence[str], reloj: Reloj
) -> ActoTramite:
    """Write the record of a proof: what came out of it or, if it could not be practised, why. It joins the case when it is signed.

    `resultado`: paragraphs. Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed, Prueba, Suspension, Plazo.
    Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible (not admitted, has its record), DatosIncorrectos.
    """
    prueba = Prueba.objects.select_related("periodo").filter(id=prueba_id).first()
    if prueba is None:
        raise NoEncontrado(_("No encontramos esa prueba."))
    expediente = expediente_que_lleva(actor, prueba.periodo.expediente_id, TRAMITAR)
    prueba.refresh_from_db()
    operaciones.exigir(expediente, "prueba")
    if prueba.estado != Prueba.Estado.ADMITIDA or prueba.practica_el is None:
        raise FaseIncompatible(_("Esta prueba ya tiene su acta, o no se admitió."))
    problemas = []
    if not any(parrafo.strip() for parrafo in resultado):
        problemas.append(Problema("resultado", _("Escriba qué resultó de la prueba o, si no se practicó, por qué.")))
    if practicada and prueba.practica_el > reloj.ahora():
        mensaje = _("Esta prueba se practica el %(d)s: todavía no ha llegado.") % {
            "d": fecha_larga(en_madrid(prueba.practica_el))
        }
        problemas.append(Problema("practicada", mensaje))
    if problemas:
        raise DatosIncorrectos(_("El acta no está completa."), problemas=problemas)
    momento = en_madrid(prueba.practica_el)
    donde = _("Prueba: %(p)s. Lugar: %(l)s. Señalada para el %(d)s, a las %(h)s.") % {
        "p": prueba.descripcion.rstrip("."),
        "l": prueba.lugar.rstrip("."),
        "d": fecha_larga(momento),
        "h": f"{momento:%H:%M}",
    }
    que = _("Se practicó. Resultado:") if practicada else _("No se pudo practicar. Motivo:")
    datos = {
        "titulo": _("Acta de una prueba"),
        "asunto": expediente.titulo,
        "expediente": expediente.numero,
        "texto": "\n\n".join([donde, que, *resultado]),
    }
    return operaciones.dictar(
        expediente,
        "acta_prueba",
        Escrito("diligencia", datos, _("Acta de una prueba"), "TD12"),
        datos={"prueba": str(prueba.id), "practicada": practicada, "resultado": list(resultado)},
        actor=actor,
        reloj=reloj,
    )


def _de_que_prueba(expediente: Expediente, descripcion: str, propone_id: UUID | None) -> list[Problema]:
    problemas = []
    if not descripcion.strip() or len(descripcion) > MAXIMO_DESCRIPCION:
        problemas.append(
            Problema(
                "descripcion", _("Diga qué prueba es, en %(n)d caracteres como mucho.") % {"n": MAXIMO_DESCRIPCION}
            )
        )
    if propone_id is not None and propone_id not in comunicaciones.destinatarios_de(expediente):
        problemas.append(Problema("propone", _("Elija a una persona que sea interesada en el expediente hoy.")))
    return problemas


def _escrito(
    expediente: Expediente,
    titulo: str,
    parrafos: Sequence[str],
    datos: Sequence[tuple[str, object]],
    norma: str,
    tipo_documental: str,
) -> Escrito:
    contenido: dict[str, object] = {
        **comunicaciones.cabecera_de(expediente),
        "titulo": titulo,
        "datos": [{"rotulo": rotulo, "valor": dicho} for rotulo, dicho in datos],
        "texto": list(parrafos),
        "norma": norma,
    }
    return Escrito("comunicacion", contenido, titulo, tipo_documental)
