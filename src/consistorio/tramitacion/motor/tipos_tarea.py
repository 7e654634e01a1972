"""The kinds of task of the engine itself. Those of decisions, notifications and closing are registered by `servicios`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.tramitacion.catalogo.tareas import SOBRE
from consistorio.tramitacion.catalogo.tipos import DefinicionTarea
from consistorio.tramitacion.catalogo.tipos_conocidos import QUIEN_ESCRIBE
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.formularios.representacion import ACREDITACION
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Datos, Valor, texto_de
from consistorio.tramitacion.motor import (  # noqa: F401 - they register their kinds
    tipos_caducidad,
    tipos_declaraciones,
)
from consistorio.tramitacion.motor.esperas import firma_de
from consistorio.tramitacion.motor.models import (
    ActoTramite,
    Consulta,
    CuestionImparcialidad,
    PeriodoPrueba,
    Prueba,
    Tarea,
    TramiteAudiencia,
)
from consistorio.tramitacion.motor.operaciones import terminaciones
from consistorio.tramitacion.motor.operaciones.audiencias_de_terceros import TERCEROS
from consistorio.tramitacion.motor.operaciones.decision import concedido_por_silencio
from consistorio.tramitacion.motor.operaciones.imparcialidad import CONTESTAR, SIN_CURSO
from consistorio.tramitacion.motor.operaciones.informes import registrar_peticion
from consistorio.tramitacion.motor.operaciones.lo_escrito import va_sobre
from consistorio.tramitacion.motor.operaciones.pruebas import por_que_no_termina
from consistorio.tramitacion.motor.permisos import DECIDIR_IMPARCIALIDAD, INFORMAR
from consistorio.tramitacion.motor.posibles import (
    acciones_del_acto,
    firmas_pendientes,
    por_abrir,
    por_que_no_se_deja,
    principal,
    requerimientos_abiertos,
)
from consistorio.tramitacion.motor.registro_tipos import (
    AccionPosible,
    Contexto,
    TipoTarea,
    tipo_tarea,
)
from consistorio.tramitacion.motor.reglas import problemas_de_informe
from consistorio.tramitacion.motor.sobre_la_propuesta import (
    IMPORTE,
    audiencia_en_palabras,
    consulta_en_palabras,
    no_es_preceptivo,
    no_tiene_sobre_que,
)


@tipo_tarea("acto")
class TareaActo(TipoTarea):
    """An act that is written and waits for its signature. It is over when the act takes effect."""

    nombre = gettext_lazy("Acto pendiente de firma")

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Wait, write it again, or give it up."""
        return acciones_del_acto(tarea)


@tipo_tarea("comunicacion_inicial")
class ComunicacionInicial(TipoTarea):
    """The initial communication: maximum term, effect of silence, date of entry (LPACAP 21.4)."""

    nombre = gettext_lazy("Comunicación inicial")

    def al_crear(self, tarea: Tarea, contexto: Contexto) -> None:
        """Where the procedure says so (`automatica`), a job sends it by itself; otherwise it waits in the tray."""
        if tarea.datos.get("automatica") is True:
            encolar("motor.comunicacion_inicial", tarea_id=tarea.id)

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Send it."""
        return (AccionPosible("enviar_comunicacion_inicial", _("Enviar la comunicación inicial"), principal=True),)


@tipo_tarea("revision")
class Revision(TipoTarea):
    """Review of the application: admit, ask for correction, or propose to take it as withdrawn."""

    nombre = gettext_lazy("Revisión")

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Admit or ask for correction; after a missed term, propose the withdrawal."""
        motivos = tuple(self.impedimentos(tarea))
        admitir = AccionPosible("completar_tarea", _("Admitir la solicitud"), impedimentos=motivos)
        requerir = AccionPosible("requerir_subsanacion", _("Pedir que la corrija"), impedimentos=motivos)
        propuesta = tarea.expediente.terminaciones.filter(estado="propuesta", cerrada_el=None).exists()
        if propuesta:
            desistir = AccionPosible(
                "tener_por_desistida", _("Proponer que se tenga por desistida"), principal=True, impedimentos=motivos
            )
            return (desistir, admitir)
        falta_algo = tarea.datos.get("faltan") or tarea.datos.get("obligado_en_papel")
        if falta_algo and not tarea.expediente.tareas.filter(tipo="requerimiento", estado=Tarea.Estado.HECHA).exists():
            return (principal(requerir), admitir)
        return (principal(admitir), requerir)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """A request for correction that is still open: written, issued or notified."""
        return requerimientos_abiertos(tarea, "requerimiento")


@tipo_tarea("requerimiento")
class TareaRequerimiento(TipoTarea):
    """A request for correction that waits for the citizen."""

    nombre = gettext_lazy("Requerimiento")
    fecha_de_ley = True
    espera_la_decision = True

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Follow it to its signature; then, give it up if it was a mistake. One about a representation ends with its check."""
        suyas = acciones_del_acto(tarea)
        if suyas or tarea.codigo == "representacion":
            return suyas
        if tarea.codigo == "documentacion":
            return (AccionPosible("dejar_documentacion", _("Ya no hace falta lo que se pidió")),)
        return (AccionPosible("cerrar_requerimiento", _("Dar por corregida la solicitud")),)


@tipo_tarea("acreditacion")
class TareaAcreditacion(TipoTarea):
    """Check that who acts for a party without a registered power may do so (LPACAP 5.6)."""

    nombre = gettext_lazy("Comprobación de la representación")
    fecha_de_ley = True
    espera_la_decision = True

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Accept it, ask for it, or not accept it once it was asked for; first what the case calls for."""
        pedidas = tarea.expediente.requerimientos.filter(clase="representacion")
        corre = requerimientos_abiertos(tarea, "representacion")
        aportada = documentos_utiles(tarea.expediente).filter(requisito=ACREDITACION).exists()
        aceptar = AccionPosible("aceptar_representacion", _("Dar por acreditada la representación"))
        requerir = AccionPosible(
            "requerir_representacion", _("Pedir que acredite la representación"), impedimentos=corre
        )
        if aportada:
            aceptar = principal(aceptar)
        if not pedidas.exists():
            return (aceptar, requerir) if aportada else (principal(requerir), aceptar)
        rechazar = AccionPosible(
            "rechazar_representacion",
            _("No dar por acreditada la representación"),
            principal=not aportada,
            impedimentos=(*corre, *firmas_pendientes(tarea, "no_acreditada")),
        )
        return (aceptar, rechazar, requerir)


@tipo_tarea("informe")
class TareaInforme(TipoTarea):
    """A report of another unit. Those of the definition are asked for by themselves when their turn comes."""

    nombre = gettext_lazy("Informe")
    fecha_de_ley = True
    circuito = QUIEN_ESCRIBE
    espera_la_decision = True
    la_anade_el_area = True
    la_hace_quien = INFORMAR

    def problemas_de_datos(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
        """Only a mandatory report stops the term (LPACAP 22.1.d), and what departs from 80.1 names the rule that says so."""
        return [Problema("", problema) for problema in problemas_de_informe(datos)]

    def al_crear(self, tarea: Tarea, contexto: Contexto) -> None:
        """Note the petition. `datos` of the definition: preceptivo, vinculante, precepto, and suspende: the area's express decision that
        this mandatory report stops the term in every case. What it does not say, the unit may decide in each."""
        if tarea.del_modelo:
            registrar_peticion(
                tarea,
                tarea.expediente,
                asunto=tarea.nombre,
                preceptivo=tarea.datos.get("preceptivo") is True,
                vinculante=tarea.datos.get("vinculante") is True,
                precepto=str(tarea.datos.get("precepto") or ""),
                suspende=tarea.datos.get("suspende") is True,
                actor=contexto.actor,
                reloj=contexto.reloj,
            )

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Write it; once written it waits for its signature. One that came back says why."""
        return acciones_del_acto(tarea) or (AccionPosible("emitir_informe", _("Emitir el informe"), principal=True),)


@tipo_tarea("audiencia")
class TareaAudiencia(TipoTarea):
    """A hearing that waits for the parties, or that the procedure foresees (LPACAP 82): before the proposal or, when it carries it, on it (89.2)."""

    nombre = gettext_lazy("Audiencia")
    fecha_de_ley = True
    circuito = QUIEN_ESCRIBE
    espera_la_decision = True
    completable_a_mano = True
    la_anade_el_area = True
    se_deja_sin_hacer = True

    def problemas_de_datos(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
        """One of third parties comes before the proposal."""
        if datos.get(TERCEROS) and SOBRE in datos:
            return [
                Problema(TERCEROS, _("a las personas afectadas se las oye antes de la propuesta (Ley 19/2013 19.3)."))
            ]
        return ()

    def datos_en_palabras(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[str]:
        """On what the parties are heard, and whether only third parties are."""
        return audiencia_en_palabras(datos, de_terceros=datos.get(TERCEROS) is True)

    def sobra(self, tarea: DefinicionTarea, hechos: Datos) -> bool:
        """Nobody is heard on a proposal that decides nothing of the matter."""
        return no_tiene_sobre_que(tarea, hechos)

    def detiene(self, tarea: Tarea, paso: str) -> bool:
        """On the proposal, only the decision waits for it."""
        return paso == "resolucion" or not va_sobre(tarea)

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Open it, or follow it to its signature; then, end it when they say that they will not allege, or have alleged."""
        suyas = acciones_del_acto(tarea)
        if suyas:
            return suyas
        if not TramiteAudiencia.objects.filter(tarea=tarea).exists():
            return por_abrir(tarea, AccionPosible("abrir_audiencia", _("Dar audiencia")))
        return (AccionPosible("cerrar_audiencia", _("Dar por terminada la audiencia")),)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """It is open: it ends by its own means (82.3). Or it is not, and the law demands it."""
        audiencia = TramiteAudiencia.objects.filter(tarea=tarea).first()
        if audiencia is None:
            return por_que_no_se_deja(tarea)
        return () if audiencia.cerrado_el is not None else (_("La audiencia está abierta."),)


@tipo_tarea("prueba")
class TareaPrueba(TipoTarea):
    """A period of proof: what is proposed is admitted or refused, and what is admitted is practised (LPACAP 77-78)."""

    nombre = gettext_lazy("Período de prueba")
    fecha_de_ley = True
    circuito = QUIEN_ESCRIBE
    espera_la_decision = True
    completable_a_mano = True
    la_anade_el_area = True
    se_deja_sin_hacer = True

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Open it, or follow it to its signature; then decide on what is proposed, record what is practised, and end it by hand if something was
        still to be decided when its days were over."""
        suyas = acciones_del_acto(tarea)
        if suyas:
            return suyas
        if not PeriodoPrueba.objects.filter(tarea=tarea).exists():
            return por_abrir(tarea, AccionPosible("abrir_prueba", _("Abrir un período de prueba")))
        admitida = Prueba.objects.filter(periodo__tarea=tarea, estado=Prueba.Estado.ADMITIDA).exists()
        acta = AccionPosible(
            "levantar_acta",
            _("Levantar el acta de una prueba"),
            principal=admitida,
            impedimentos=firmas_pendientes(tarea, "acta_prueba") if admitida else (_("No hay pruebas por practicar."),),
        )
        decidir = (
            AccionPosible(
                "admitir_prueba",
                _("Admitir una prueba"),
                principal=not admitida,
                impedimentos=firmas_pendientes(tarea, "prueba_admitida"),
            ),
            AccionPosible(
                "rechazar_prueba",
                _("Rechazar una prueba propuesta"),
                impedimentos=firmas_pendientes(tarea, "prueba_rechazada"),
            ),
        )
        motivos = tuple(self.impedimentos(tarea))
        fin = AccionPosible("completar_tarea", _("Dar por terminado el período de prueba"), impedimentos=motivos)
        return (acta, *decidir, fin) if admitida else (*decidir, acta, fin)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """Its days are not over, or something is still to be decided or practised."""
        periodo = PeriodoPrueba.objects.filter(tarea=tarea).first()
        return por_que_no_se_deja(tarea) if periodo is None else por_que_no_termina(periodo, tarea.expediente)


@tipo_tarea("consulta")
class TareaConsulta(TipoTarea):
    """What is asked of another administration, or waited for from a court (LPACAP 22.1.d, 22.1.g, 79); or of an advisory body on the proposal
    (81.2), which is then asked with it. `datos`: sobre, importe (the answer that says how much is claimed), vinculante."""

    nombre = gettext_lazy("Consulta a otra Administración")
    fecha_de_ley = True
    circuito = QUIEN_ESCRIBE
    espera_la_decision = True
    completable_a_mano = True
    la_anade_el_area = True
    se_deja_sin_hacer = True

    def problemas_de_datos(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
        """What is wrong with where the amount that makes it mandatory comes from."""
        codigo = texto_de(datos.get(IMPORTE))
        campo = esquema.campo(codigo) if codigo else None
        if IMPORTE not in datos or (campo is not None and campo.tipo == "importe"):
            return ()
        return [Problema(IMPORTE, _("«%(c)s» no es una pregunta de importe del formulario.") % {"c": codigo})]

    def datos_en_palabras(self, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[str]:
        """On what it is asked, from what amount, and what it obliges to."""
        return consulta_en_palabras(datos, esquema)

    def sobra(self, tarea: DefinicionTarea, hechos: Datos) -> bool:
        """What is claimed does not reach the amount from which it is mandatory; one that is not known may reach it."""
        return no_es_preceptivo(tarea, hechos)

    def detiene(self, tarea: Tarea, paso: str) -> bool:
        """On the proposal, only the decision waits for it."""
        return paso == "resolucion" or not va_sobre(tarea)

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Write it, or follow it to its signature; then note its answer."""
        suyas = acciones_del_acto(tarea)
        if suyas:
            return suyas
        if not Consulta.objects.filter(tarea=tarea).exists():
            que = _("Pedir el dictamen sobre la propuesta") if va_sobre(tarea) else _("Consultar a otra Administración")
            return por_abrir(tarea, AccionPosible("consultar", que))
        return (
            AccionPosible("recibir_respuesta", _("Anotar la respuesta"), principal=True),
            AccionPosible("seguir_sin_respuesta", _("Seguir sin la respuesta")),
        )

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """Its answer is awaited; or nobody asked, and the law demands it."""
        consulta = Consulta.objects.filter(tarea=tarea).first()
        if consulta is None:
            return por_que_no_se_deja(tarea)
        return () if consulta.recibida_el is not None else (_("Falta la respuesta de la otra Administración."),)


@tipo_tarea("escrito")
class TareaEscrito(TipoTarea):
    """A later submission to look at."""

    nombre = gettext_lazy("Escrito presentado")
    espera_la_decision = True
    completable_a_mano = True

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """A challenge is passed on to the person whom it names (LRJSP 24.3), or it is said in a signed act why it cannot be."""
        if tarea.datos.get("clase") != "recusacion":
            return ()
        tramitada = CuestionImparcialidad.objects.filter(referencia=str(tarea.datos.get("aportacion"))).exists()
        dicho = tramitada or tarea.actos.filter(clase=SIN_CURSO, estado=ActoTramite.Estado.FIRMADO).exists()
        return () if dicho else (_("Falta dar curso a la recusación, o decir por qué no procede."),)

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """See it; a withdrawal is accepted or not, while there is something to withdraw from."""
        if _ya_concedido(tarea):
            return (
                AccionPosible("completar_tarea", _("Marcar como visto: el silencio ya lo concedió"), principal=True),
            )
        if tarea.datos.get("clase") in ("desistimiento", "renuncia"):
            return (
                AccionPosible(
                    "aceptar_desistimiento",
                    _("Aceptar"),
                    principal=True,
                    impedimentos=firmas_pendientes(tarea, "desiste_una"),
                ),
                AccionPosible(
                    "rechazar_desistimiento",
                    _("Seguir con el procedimiento"),
                    impedimentos=firmas_pendientes(tarea, "seguir"),
                ),
            )
        if tarea.datos.get("clase") == "prueba":
            return (AccionPosible("completar_tarea", _("Ya se ha decidido sobre lo que propone"), principal=True),)
        if tarea.datos.get("clase") == "recusacion":
            return self._de_recusacion(tarea)
        if tarea.datos.get("clase") == "ampliacion":
            visto = AccionPosible("completar_tarea", _("Marcar como visto"))
            return (AccionPosible("ampliar_tramite", _("Decidir si se da más plazo"), principal=True), visto)
        return (AccionPosible("completar_tarea", _("Marcar como visto"), principal=True),)

    def al_completar(self, tarea: Tarea, resultado: Mapping[str, Valor], contexto: Contexto) -> None:
        """A withdrawal that came to nothing is dropped."""
        if _ya_concedido(tarea):
            terminaciones.dejar_desistimiento(tarea.expediente, actor=contexto.actor, reloj=contexto.reloj)

    def _de_recusacion(self, tarea: Tarea) -> Sequence[AccionPosible]:
        """Pass it on, or say why not: the one or the other once that is written and waits for its signature."""
        suyas = acciones_del_acto(tarea)
        if firma_de(tarea):
            return suyas
        curso = AccionPosible("dar_curso_a_recusacion", _("Dar curso a la recusación"), principal=not suyas)
        return (*suyas, curso) if suyas else (curso, AccionPosible("no_dar_curso_a_recusacion", _("No darle curso")))


def _ya_concedido(tarea: Tarea) -> bool:
    """Whether somebody withdrew from what silence has granted since (LPACAP 24.2): only the right that it gave may be waived."""
    return tarea.datos.get("clase") == "desistimiento" and concedido_por_silencio(tarea.expediente)


@tipo_tarea("abstencion")
class TareaAbstencion(TipoTarea):
    """Decide whether somebody who says that they must abstain keeps away from the case (LRJSP 23.1)."""

    nombre = gettext_lazy("Abstención")

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Decide it."""
        suyas = acciones_del_acto(tarea)
        if suyas:
            return suyas
        motivos = () if actor.puede(DECIDIR_IMPARCIALIDAD) else (_("Lo decide quien dirige la unidad."),)
        decidir = AccionPosible("decidir_imparcialidad", _("Decidir"), principal=True, impedimentos=motivos)
        return (decidir,)


@tipo_tarea("recusacion")
class TareaRecusacion(TareaAbstencion):
    """Answer a challenge, of who is challenged; decide it, of their superior (LRJSP 24)."""

    nombre = gettext_lazy("Recusación")
    espera_la_decision = True

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """The one or the other."""
        if tarea.codigo != CONTESTAR:
            return super().acciones(tarea, actor)
        contestar = AccionPosible("contestar_recusacion", _("Decir si hay causa de recusación"), principal=True)
        return acciones_del_acto(tarea)[:1] or (contestar,)  # who does it may give nothing up


@tipo_tarea("certificado_silencio")
class TareaCertificado(TipoTarea):
    """The certificate of silence, of office within fifteen days (LPACAP 24.4)."""

    nombre = gettext_lazy("Certificado de silencio")
    fecha_de_ley = True

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Issue it."""
        return acciones_del_acto(tarea) or (
            AccionPosible("certificar_silencio", _("Expedir el certificado de silencio"), principal=True),
        )


@tipo_tarea("libre")
class TareaLibre(TipoTarea):
    """Anything that somebody has to do in a case."""

    nombre = gettext_lazy("Tarea")
    completable_a_mano = True
    la_anade_el_area = True

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Done."""
        return (AccionPosible("completar_tarea", _("Marcar como hecha"), principal=True),)

    def al_completar(self, tarea: Tarea, resultado: Mapping[str, Valor], contexto: Contexto) -> None:
        """Nothing follows."""
