"""Use cases of the engine. Each is the outermost unit of its transaction."""

from consistorio.tramitacion.motor.acciones.audiencias import abrir_audiencia, cerrar_audiencia
from consistorio.tramitacion.motor.acciones.casos_de_prueba import guardar_caso, retirar_caso
from consistorio.tramitacion.motor.acciones.comienzos import recontar_convocatoria
from consistorio.tramitacion.motor.acciones.comunicacion_inicial import enviar_comunicacion_inicial
from consistorio.tramitacion.motor.acciones.cuarentena import avisar_de_cuarentena
from consistorio.tramitacion.motor.acciones.declaraciones import (
    apreciar_incumplimiento,
    dar_por_conforme,
    decir_alcance,
    requerir_documentacion,
    restablecer_lo_declarado,
    volver_a_lo_declarado_imposible,
)
from consistorio.tramitacion.motor.acciones.escritos import dictar_providencia, escribir_a_las_partes
from consistorio.tramitacion.motor.acciones.externas import consultar, recibir_respuesta, seguir_sin_respuesta
from consistorio.tramitacion.motor.acciones.firmas import recoger_acto_devuelto, recoger_acto_firmado, retirar_acto
from consistorio.tramitacion.motor.acciones.imparcialidad import (
    abstenerse,
    contestar_recusacion,
    decidir_imparcialidad,
)
from consistorio.tramitacion.motor.acciones.informes import (
    emitir_informe,
    pedir_informe,
    seguir_sin_informe,
    suspender_por_informe,
)
from consistorio.tramitacion.motor.acciones.mas_plazo import ampliar_tramite
from consistorio.tramitacion.motor.acciones.paralizaciones import (
    parar_por_la_parte,
    recordar_paralizacion,
    seguir_tras_la_parte,
)
from consistorio.tramitacion.motor.acciones.plazos import ampliar_plazo, certificar_silencio
from consistorio.tramitacion.motor.acciones.pruebas import abrir_prueba, admitir_prueba, levantar_acta, rechazar_prueba
from consistorio.tramitacion.motor.acciones.publicidad import (
    abrir_informacion,
    anotar_boletin,
    anunciar,
    responder_alegaciones,
)
from consistorio.tramitacion.motor.acciones.rectificaciones import comunicar_rectificacion
from consistorio.tramitacion.motor.acciones.recusaciones import dar_curso_a_recusacion, no_dar_curso_a_recusacion
from consistorio.tramitacion.motor.acciones.relaciones import deshacer_relacion
from consistorio.tramitacion.motor.acciones.representaciones import (
    aceptar_representacion,
    rechazar_representacion,
    requerir_representacion,
    seguir_fin_de_poder,
)
from consistorio.tramitacion.motor.acciones.requerimientos import cerrar_requerimiento, requerir_subsanacion
from consistorio.tramitacion.motor.acciones.sustituciones import cambiar_sustituto
from consistorio.tramitacion.motor.acciones.tareas import (
    asignar,
    completar_tarea,
    crear_tarea_libre,
    dejar_sin_hacer,
    delegar_tarea,
    reasignar_por_ausencia,
)
from consistorio.tramitacion.motor.acciones.terminaciones import (
    aceptar_desistimiento,
    advertir_caducidad,
    declarar_caducidad,
    rechazar_desistimiento,
    seguir_sin_caducidad,
    tener_por_desistida,
)
from consistorio.tramitacion.motor.acciones.vencimientos import procesar_vencimiento
from consistorio.tramitacion.motor.acciones.versiones import pasar_de_version, pedir_cambio_de_version

__all__ = [
    "abrir_audiencia",
    "abrir_informacion",
    "abrir_prueba",
    "abstenerse",
    "aceptar_desistimiento",
    "aceptar_representacion",
    "admitir_prueba",
    "advertir_caducidad",
    "ampliar_plazo",
    "ampliar_tramite",
    "anotar_boletin",
    "anunciar",
    "apreciar_incumplimiento",
    "asignar",
    "avisar_de_cuarentena",
    "cambiar_sustituto",
    "cerrar_audiencia",
    "cerrar_requerimiento",
    "certificar_silencio",
    "completar_tarea",
    "comunicar_rectificacion",
    "consultar",
    "contestar_recusacion",
    "crear_tarea_libre",
    "dar_curso_a_recusacion",
    "dar_por_conforme",
    "decidir_imparcialidad",
    "decir_alcance",
    "declarar_caducidad",
    "dejar_sin_hacer",
    "delegar_tarea",
    "deshacer_relacion",
    "dictar_providencia",
    "emitir_informe",
    "enviar_comunicacion_inicial",
    "escribir_a_las_partes",
    "guardar_caso",
    "levantar_acta",
    "no_dar_curso_a_recusacion",
    "parar_por_la_parte",
    "pasar_de_version",
    "pedir_cambio_de_version",
    "pedir_informe",
    "procesar_vencimiento",
    "reasignar_por_ausencia",
    "rechazar_desistimiento",
    "rechazar_prueba",
    "rechazar_representacion",
    "recibir_respuesta",
    "recoger_acto_devuelto",
    "recoger_acto_firmado",
    "recontar_convocatoria",
    "recordar_paralizacion",
    "requerir_documentacion",
    "requerir_representacion",
    "requerir_subsanacion",
    "responder_alegaciones",
    "restablecer_lo_declarado",
    "retirar_acto",
    "retirar_caso",
    "seguir_fin_de_poder",
    "seguir_sin_caducidad",
    "seguir_sin_informe",
    "seguir_sin_respuesta",
    "seguir_tras_la_parte",
    "suspender_por_informe",
    "tener_por_desistida",
    "volver_a_lo_declarado_imposible",
]
