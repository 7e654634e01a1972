"""Applications that did not come through the sede: on paper, by post, from another registry. Inside an open transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.operaciones import sellar
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tipos import Canal, Parte
from consistorio.nucleo.actor import Actor, Nivel
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.formularios import reglas as formularios
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.solicitudes import apertura, operaciones
from consistorio.tramitacion.solicitudes.apertura import ParteNueva
from consistorio.tramitacion.solicitudes.eventos import SolicitudPresentada
from consistorio.tramitacion.solicitudes.models import Evidencia, Solicitud
from consistorio.tramitacion.solicitudes.reglas import canal_de_quien_viene, huella_de_presentacion


def parte_nueva(parte: Parte, canal: Canal) -> ParteNueva:
    """A party of an entry as a party of the case, told things by the channel that they chose or that is theirs (LPACAP 41.1)."""
    elegido = parte.canal.value if parte.canal is not None else ""
    return ParteNueva(
        parte.persona,
        parte.representante,
        canal=canal_de_quien_viene(elegido, presencial=canal.es_presencial),
        correo=parte.persona.correo,
        telefono=parte.persona.telefono,
        domicilio=como_datos(dict(parte.domicilio)),
    )


def empezar_tramitacion(
    expediente: Expediente,
    asiento: Asiento,
    documentos: Sequence[tuple[Documento, str]],
    *,
    partes: Sequence[Interesado],
    actor: Actor,
    reloj: Reloj,
) -> Solicitud:
    """The entry is the application of a case just opened, with its parties (those of the entry, in its order) and documents in: term,
    tasks, review, evidence.

    The term runs from the official time of the entry in this registry, however late the case is opened (LPACAP 21.3.b, 31.2.c).
    Writes: Plazo, Tarea, Evidencia, Solicitud. Emits: solicitud.presentada and those of the engine.
    """
    exigir_transaccion()
    motor.iniciar(expediente, entrada=asiento.registrado_el, presentada=asiento.presentado_el, actor=actor, reloj=reloj)
    esquema = expediente.version.tipada.formulario
    faltan = formularios.documentos_que_faltan(esquema, {}, {requisito for _uno, requisito in documentos})
    en_papel = Canal(asiento.canal).es_presencial
    obligado = any(parte.obligado for parte in partes)
    apertura.preparar_revision(
        expediente, faltan, partes=partes, obligado_en_papel=en_papel and obligado, actor=actor, reloj=reloj
    )
    principal, _requisito = documentos[0]
    huella = huella_de_presentacion(
        expediente.version.procedimiento.codigo,
        {},
        [(requisito, documento.huella) for documento, requisito in documentos],
    )
    solicitud = Solicitud.objects.create(
        expediente=expediente,
        formulario=expediente.version.formulario,
        presentador=partes[0].persona,
        datos={},
        huella=huella,
        documento_id=principal.id,
        asiento_id=asiento.id,
        evidencia=dejar_constancia(
            asiento, partes[0].representante or partes[0].persona, principal, huella=huella, reloj=reloj
        ),
        canal=asiento.canal,
        presentada_el=asiento.registrado_el,
        clave_idempotencia=f"asiento:{asiento.id}",
        faltan=[requisito.codigo for requisito in faltan],
    )
    hecho = SolicitudPresentada(
        expediente.id,
        solicitud.id,
        asiento.id,
        principal.id,
        solicitud.evidencia_id,
        huella,
        asiento.registrado_el,
        len(faltan),
    )
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[solicitud.evidencia, solicitud])
    return solicitud


def dejar_constancia(
    asiento: Asiento, firmante: Persona, documento: Documento, *, huella: str, reloj: Reloj
) -> Evidencia:
    """Where the signature of what came in an entry is, and whose (LPACAP 66.1.e). Writes: Evidencia."""
    exigir_transaccion()
    return Evidencia.objects.create(
        clase=Evidencia.Clase.DOCUMENTOS,
        persona=firmante,
        documento_id=documento.id,
        huella_documento=documento.huella,
        huella_respuestas=huella,
        consentimiento=_("La firma está en los documentos del asiento %(n)s, que llegó así: %(c)s.")
        % {"n": asiento.numero_completo, "c": Canal(asiento.canal).etiqueta},
        medio=asiento.canal,
        nivel=int(Nivel.NINGUNO),
        momento=reloj.ahora(),
    )


def documento_de_lo_que_llego(asiento: Asiento, *, expediente: str, actor: Actor, reloj: Reloj) -> Documento:
    """What stands in the case for an entry without any file: a sealed diligencia that says what came and where its paper is.

    Writes: Documento. LPACAP 16.5.
    """
    exigir_transaccion()
    documento = crear_desde_plantilla(
        "diligencia",
        {
            "titulo": _("Diligencia de lo presentado sin documentos electrónicos"),
            "texto": _(
                "El asiento %(n)s no lleva ningún documento electrónico. Su asunto: %(a)s. Lo presentado consta en papel en la "
                "oficina de registro."
            )
            % {"n": asiento.numero_completo, "a": asiento.asunto},
            "expediente": expediente,
            "fecha": reloj.ahora(),
        },
        titulo=_("Diligencia de lo presentado sin documentos electrónicos"),
        tipo_documental="TD12",
        organo=operaciones.organo_propio(),
        expediente=expediente,
        firmas=(SELLO_DE_ORGANO,),
        actor=actor,
        reloj=reloj,
    )
    sellar(documento, referencia=f"asiento:{asiento.id}", reloj=reloj)
    return documento
