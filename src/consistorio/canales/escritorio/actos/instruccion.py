"""Acts of the instruction: communications, corrections, reports, hearing, terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import (
    UN_PARRAFO_POR_LINEA,
    dias_habiles,
    empezar_con_lo_del_procedimiento,
    limitar_dias,
    parrafos,
    si_suspende,
    solo_unidades_que_pueden,
)
from consistorio.canales.escritorio.actos.registro import (
    Acto,
    FormularioActo,
    Limpio,
    Ocasion,
    Turno,
    lineas,
    motivo_orden,
    registrar,
)
from consistorio.canales.escritorio.actos.tareas import SinPreguntas
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.orden import en_castellano
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.resoluciones.contexto import texto_inicial
from consistorio.servicios.resoluciones.textos import AUDIENCIA, REQUERIMIENTO
from consistorio.tramitacion.motor import limites
from consistorio.tramitacion.motor.acciones import (
    abrir_audiencia,
    cerrar_audiencia,
    cerrar_requerimiento,
    emitir_informe,
    enviar_comunicacion_inicial,
    pedir_informe,
    requerir_subsanacion,
    seguir_sin_informe,
    suspender_por_informe,
)
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.consultas import (
    informes_que_pueden_suspender,
    informes_que_se_pueden_dejar,
    por_escribir_otra_vez,
)
from consistorio.tramitacion.motor.models import Informe
from consistorio.tramitacion.motor.operaciones.audiencias_de_terceros import espera_a_terceros
from consistorio.tramitacion.motor.operaciones.lo_escrito import lo_que_espera
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_audiencia, exigir_informe
from consistorio.tramitacion.motor.permisos import INFORMAR
from consistorio.tramitacion.motor.reglas import PRESENTACION_ELECTRONICA, pide_presentacion_electronica
from consistorio.tramitacion.motor.valores_legales import valor


def _enviar_inicial(ocasion: Ocasion, limpio: Limpio) -> object:
    return enviar_comunicacion_inicial(actor=ocasion.actor, tarea_id=ocasion.exigir_tarea().id, reloj=ocasion.reloj)


registrar(
    Acto(
        codigo="enviar_comunicacion_inicial",
        titulo=_("Enviar la comunicación inicial"),
        explicacion=_(
            "Dice a la persona qué plazo tenemos, qué pasa si no contestamos y cuándo entró su solicitud (artículo 21.4)."
        ),
        boton=_("Enviar"),
        hecho=_("Comunicación inicial enviada."),
        formulario=SinPreguntas,
        ejecutar=_enviar_inicial,
    )
)


class Subsanacion(FormularioActo):
    """What is missing or wrong, in how many days, and whether the term stops."""

    faltan = forms.MultipleChoiceField(
        label=_("Documentos que faltan o no valen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    por_la_sede = forms.BooleanField(
        label=_("Presentarla por la sede electrónica: está obligada y la trajo en papel (artículo 68.4)"),
        required=False,
        help_text=_("La solicitud contará como presentada el día en que lo haga."),
    )
    habituales = forms.MultipleChoiceField(
        label=_("Lo que este procedimiento suele pedir que se corrija"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    otros = parrafos(
        _("Otras cosas que debe corregir"),
        _("Una en cada línea, con lo que tiene que hacer."),
        obligatorio=False,
        filas=3,
    )
    dias = dias_habiles(_("Días hábiles para contestar"), _("10, o hasta 15 si es difícil (artículo 68.2)."))
    suspende = si_suspende()

    def preparar(self) -> None:
        """Offer the documents that the procedure asks for, those not supplied ticked, and what its area wrote that may be wrong, to be ticked."""
        limitar_dias(self, limites.de_subsanacion(en=hoy(self.ocasion.reloj)))
        self._ofrecer_lo_habitual()
        campo = self.fields["faltan"]
        if isinstance(campo, forms.MultipleChoiceField):
            campo.choices = [(r.codigo, r.nombre) for r in self.ocasion.expediente.version.tipada.formulario.requisitos]
        datos = self.ocasion.tarea.datos if self.ocasion.tarea is not None else {}
        marcados = datos.get("faltan")
        if isinstance(marcados, list):
            campo.initial = [str(m[0]) for m in marcados if isinstance(m, list) and m]
        anteriores = por_escribir_otra_vez(self.ocasion.tarea).get("defectos") if self.ocasion.tarea else None
        defectos = [d for d in anteriores if isinstance(d, dict)] if isinstance(anteriores, list) else []
        if datos.get("obligado_en_papel") or pide_presentacion_electronica(defectos):
            self.fields["por_la_sede"].initial = True
        else:
            del self.fields["por_la_sede"]
        if defectos:
            self._volver_a_escribir(defectos)

    def _ofrecer_lo_habitual(self) -> None:
        dichos, campo = texto_inicial(self.ocasion.expediente, REQUERIMIENTO), self.fields["habituales"]
        if dichos and isinstance(campo, forms.MultipleChoiceField):
            campo.choices = [(dicho, dicho) for dicho in dichos]
        else:
            del self.fields["habituales"]

    def _volver_a_escribir(self, defectos: Sequence[Mapping[str, object]]) -> None:
        """What was asked for the time before, when it came back without signature."""
        dichos = [d for d in defectos if d.get("codigo") != PRESENTACION_ELECTRONICA]
        self.fields["faltan"].initial = [str(d["requisito"]) for d in dichos if d.get("requisito")]
        self.fields["otros"].initial = "\n".join(str(d["texto"]) for d in dichos if not d.get("requisito"))


def _falta_por_la_sede() -> Defecto:
    return Defecto(
        codigo=PRESENTACION_ELECTRONICA,
        texto=str(
            _(
                "La solicitud se presentó en papel y usted está obligado a relacionarse con el Ayuntamiento por medios "
                "electrónicos (artículo 14)."
            )
        ),
        como=str(
            _("Preséntela por la sede electrónica. Contará como presentada el día en que lo haga (artículo 68.4).")
        ),
    )


def _requerir(ocasion: Ocasion, limpio: Limpio) -> object:
    nombres = {r.codigo: r.nombre for r in ocasion.expediente.version.tipada.formulario.requisitos}
    elegidos = limpio["faltan"]
    defectos = [
        Defecto(codigo="documento", texto=nombres[c], requisito=c, como=str(_("Envíe este documento.")))
        for c in (elegidos if isinstance(elegidos, list) else [])
    ]
    if limpio.get("por_la_sede"):
        defectos.append(_falta_por_la_sede())
    habituales = limpio.get("habituales")
    otros = [*(habituales if isinstance(habituales, list) else []), *lineas(limpio["otros"])]
    defectos += [Defecto(codigo="otro", texto=texto) for texto in otros]
    return requerir_subsanacion(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        defectos=defectos,
        suspende=limpio["suspende"] == "si",
        dias=int(str(limpio["dias"])),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="requerir_subsanacion",
        titulo=_("Pedir que corrija la solicitud"),
        explicacion=_(
            "Usted lo firma en su portafirmas y entonces se notifica. Si no contesta en plazo, se le tendrá por desistida con "
            "una resolución."
        ),
        boton=_("Pedir la corrección"),
        hecho=_("Requerimiento escrito. Fírmelo en su portafirmas: entonces se notificará."),
        formulario=Subsanacion,
        ejecutar=_requerir,
    )
)


def _cerrar_requerimiento(ocasion: Ocasion, limpio: Limpio) -> object:
    return cerrar_requerimiento(
        actor=ocasion.actor,
        requerimiento_id=ocasion.exigir_tarea().requerimiento.id,
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="cerrar_requerimiento",
        titulo=_("Dar por corregida la solicitud"),
        explicacion=_("El plazo para resolver vuelve a correr, si estaba suspendido, y la revisión sigue."),
        boton=_("Dar por corregida"),
        hecho=_("Solicitud corregida."),
        formulario=SinPreguntas,
        ejecutar=_cerrar_requerimiento,
    )
)


class PeticionInforme(FormularioActo):
    """A report asked of another unit."""

    unidad = forms.ModelChoiceField(
        label=_("¿A qué unidad?"),
        queryset=Unidad.objects.filter(hasta=None).order_by(en_castellano("nombre"), "id"),
        empty_label=_("Elija una unidad"),
    )
    asunto = forms.CharField(label=_("¿Sobre qué debe informar?"), max_length=250)
    precepto = forms.CharField(
        label=_("Norma que lo exige, o por qué conviene"),
        max_length=200,
        help_text=_("Artículo 79.2 de la Ley 39/2015."),
    )
    preceptivo = forms.BooleanField(label=_("Es preceptivo: una norma obliga a pedirlo"), required=False)
    vinculante = forms.BooleanField(
        label=_("Es vinculante: una norma dice que no se puede resolver en contra (artículo 80.1)"), required=False
    )
    suspende = forms.BooleanField(
        label=_("Suspender el plazo para resolver mientras llega (solo si es preceptivo; tres meses como mucho)"),
        required=False,
    )
    dias = dias_habiles(_("Días hábiles para emitirlo"), _("10, si ninguna norma dice otra cosa (artículo 80.2)."))

    def preparar(self) -> None:
        """Offer the units where somebody may issue it, and the days of the law."""
        limitar_dias(self, limites.de_informe(), inicial=valor("informe.dias", en=hoy(self.ocasion.reloj)))
        solo_unidades_que_pueden(self, INFORMAR)


def _pedir_informe(ocasion: Ocasion, limpio: Limpio) -> object:
    unidad = limpio["unidad"]
    return pedir_informe(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        unidad_id=unidad.id if isinstance(unidad, Unidad) else ocasion.expediente.unidad_id,
        asunto=str(limpio["asunto"]),
        precepto=str(limpio["precepto"]),
        preceptivo=bool(limpio["preceptivo"]),
        vinculante=bool(limpio["vinculante"]),
        suspende=bool(limpio["suspende"]),
        dias=int(str(limpio["dias"])),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="pedir_informe",
        titulo=_("Pedir un informe"),
        explicacion=_(
            "La unidad verá el expediente hasta que emita el informe. Si suspende el plazo, se comunica a las personas interesadas al "
            "pedirlo y al recibirlo (artículo 22.1.d)."
        ),
        boton=_("Pedir el informe"),
        hecho=_("Informe pedido."),
        formulario=PeticionInforme,
        ejecutar=_pedir_informe,
        procede=exigir_informe,
    )
)


class SuspensionPorInforme(FormularioActo):
    """Which of the mandatory reports that are awaited."""

    informe = forms.ModelChoiceField(
        label=_("¿Por qué informe?"),
        queryset=Informe.objects.none(),
        empty_label=_("Elija un informe"),
        error_messages={"required": _("Elija el informe que se espera.")},
    )

    def preparar(self) -> None:
        """Those of this case."""
        campo = self.fields["informe"]
        if isinstance(campo, forms.ModelChoiceField):
            campo.queryset = informes_que_pueden_suspender(self.ocasion.expediente)


def _suspender_por_informe(ocasion: Ocasion, limpio: Limpio) -> object:
    informe = limpio["informe"]
    if not isinstance(informe, Informe):
        raise NoEncontrado(str(_("No encontramos ese informe.")))
    return suspender_por_informe(actor=ocasion.actor, informe_id=informe.id, reloj=ocasion.reloj)


registrar(
    Acto(
        codigo="suspender_por_informe",
        titulo=_("Suspender el plazo por un informe"),
        explicacion=_(
            "El plazo para resolver se detiene desde hoy hasta que llegue el informe, tres meses como mucho. Se comunica a las personas "
            "interesadas ahora y cuando llegue (artículo 22.1.d)."
        ),
        boton=_("Suspender el plazo"),
        hecho=_("Plazo suspendido y comunicado."),
        formulario=SuspensionPorInforme,
        ejecutar=_suspender_por_informe,
    )
)


class InformeQueNoLlega(FormularioActo):
    """Which of the reports that are awaited."""

    informe = forms.ModelChoiceField(
        label=_("¿Sin qué informe?"),
        queryset=Informe.objects.none(),
        empty_label=_("Elija un informe"),
        error_messages={"required": _("Elija el informe que no ha llegado.")},
    )

    def preparar(self) -> None:
        """Those of this case."""
        campo = self.fields["informe"]
        if isinstance(campo, forms.ModelChoiceField):
            dia = hoy(self.ocasion.reloj)
            campo.queryset = informes_que_se_pueden_dejar(self.ocasion.expediente, en=dia)


def _seguir_sin_informe(ocasion: Ocasion, limpio: Limpio) -> object:
    informe = limpio["informe"]
    if not isinstance(informe, Informe):
        raise NoEncontrado(str(_("No encontramos ese informe.")))
    return seguir_sin_informe(actor=ocasion.actor, informe_id=informe.id, reloj=ocasion.reloj)


registrar(
    Acto(
        codigo="seguir_sin_informe",
        titulo=_("Seguir sin un informe"),
        explicacion=_(
            "Un informe que no es preceptivo se deja de esperar cuando termina su plazo (artículo 80.3); uno preceptivo, a los tres meses "
            "(artículo 22.1.d). La unidad a la que se pidió ya no podrá emitirlo en este expediente."
        ),
        boton=_("Seguir sin el informe"),
        hecho=_("El procedimiento sigue sin ese informe."),
        formulario=InformeQueNoLlega,
        ejecutar=_seguir_sin_informe,
    )
)


class EmisionInforme(FormularioActo):
    """The text and the sense of a report."""

    sentido = forms.ChoiceField(
        label=_("Sentido del informe"), choices=Informe.Sentido.choices, widget=forms.RadioSelect
    )
    antecedentes = parrafos(_("Antecedentes"), UN_PARRAFO_POR_LINEA, obligatorio=False, filas=3)
    consideraciones = parrafos(_("Consideraciones"), UN_PARRAFO_POR_LINEA, obligatorio=False)
    conclusion = parrafos(_("Conclusión"), filas=3)
    condiciones = parrafos(
        _("Condiciones"), _("Solo si es favorable con condiciones. Una en cada línea."), obligatorio=False, filas=3
    )


def _emitir_informe(ocasion: Ocasion, limpio: Limpio) -> object:
    return emitir_informe(
        actor=ocasion.actor,
        informe_id=ocasion.exigir_tarea().informe.id,
        sentido=str(limpio["sentido"]),
        conclusion=str(limpio["conclusion"]),
        antecedentes=lineas(limpio["antecedentes"]),
        consideraciones=lineas(limpio["consideraciones"]),
        condiciones=lineas(limpio["condiciones"]),
        motivo_orden=motivo_orden(limpio),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="emitir_informe",
        titulo=_("Emitir el informe"),
        explicacion=_("Se hará un documento con este texto. Entrará en el expediente cuando lo firme."),
        boton=_("Emitir"),
        hecho=_("Informe escrito. Fírmelo en su portafirmas: entonces entrará en el expediente."),
        formulario=EmisionInforme,
        ejecutar=_emitir_informe,
        turno=Turno.AL_HACERLA,
    )
)


class Audiencia(FormularioActo):
    """What is going to be proposed, for the parties to argue. Where they are heard on the proposal, it says it by itself."""

    motivo = parrafos(_("¿Qué se va a proponer y por qué?"), _("La persona lo leerá para poder alegar."))
    dias = dias_habiles(_("Días hábiles"))

    def preparar(self) -> None:
        """Say what is notified; of third parties, who they are and for how long."""
        terceros = espera_a_terceros(self.ocasion.expediente)
        limitar_dias(self, limites.de_audiencia(en=hoy(self.ocasion.reloj), terceros=terceros))
        if terceros:
            self.fields["motivo"].label = _("¿Qué información se pide y cómo puede afectarles?")
            self.fields["motivo"].help_text = _(
                "Se notifica solo a las personas afectadas. No ponga datos de quien la pide."
            )
            self.fields["dias"].help_text = _(
                "Los que da el artículo 19.3 de la Ley 19/2013. El plazo para resolver se suspende y se dice a quien pidió la información."
            )
        if lo_que_espera(self.ocasion.expediente, "audiencia") is None:
            if not terceros:  # what the area wrote is for the parties: it may name them
                empezar_con_lo_del_procedimiento(self, "motivo", AUDIENCIA)
            return
        del self.fields["motivo"]
        self.fields["dias"].help_text = _(
            "Se notifica la propuesta de resolución entera, y el plazo para alegar y presentar documentos."
        )


def _abrir_audiencia(ocasion: Ocasion, limpio: Limpio) -> object:
    return abrir_audiencia(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        motivo=str(limpio.get("motivo", "")),
        dias=int(str(limpio["dias"])),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="abrir_audiencia",
        titulo=_("Dar audiencia"),
        explicacion=_(
            "Las personas interesadas podrán ver el expediente y alegar: antes de la propuesta (artículo 82) o, en los procedimientos que "
            "lo prevén, sobre ella (artículo 89.2). Usted lo firma en su portafirmas y entonces se notifica."
        ),
        boton=_("Dar audiencia"),
        hecho=_("Audiencia escrita. Fírmela en su portafirmas: entonces se notificará."),
        formulario=Audiencia,
        ejecutar=_abrir_audiencia,
        procede=exigir_audiencia,
    )
)


class FinAudiencia(FormularioActo):
    """Why the hearing ends before its term."""

    causa = forms.ChoiceField(
        label=_("¿Por qué termina?"),
        choices=[("alegaciones", _("Ya han alegado")), ("renuncia", _("Han dicho que no van a alegar"))],
        widget=forms.RadioSelect,
    )


def _cerrar_audiencia(ocasion: Ocasion, limpio: Limpio) -> object:
    return cerrar_audiencia(
        actor=ocasion.actor,
        audiencia_id=ocasion.exigir_tarea().audiencia.id,
        causa=str(limpio["causa"]),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="cerrar_audiencia",
        titulo=_("Dar por terminada la audiencia"),
        explicacion=_("El expediente seguirá su curso hacia la resolución."),
        boton=_("Terminar la audiencia"),
        hecho=_("Audiencia terminada."),
        formulario=FinAudiencia,
        ejecutar=_cerrar_audiencia,
    )
)
