"""Notifications: from the order to notify an act to the proof of how it was practised.

Owns `Notificacion`, its notices by mail (`Aviso`), its printings (`ImpresionPapel`) and attempts on paper (`IntentoPapel`) and who
appeared (`Comparecencia`). Public: `acciones` (emitir, acceder, rechazar, barrer_caducadas, anotar_direccion, imprimir,
enviar_varias, anotar_intento_papel, anotar_publicacion), `operaciones`, `consultas`, `acceso`, `eventos`; task kind
`notificacion`. Subscribes to `motor.comunicacion.pedida` and `expediente.cerrado`. `cumplimiento`: when the duty to notify is met.
Law: LPACAP 40-46; RD 203/2021 41-45.
"""
