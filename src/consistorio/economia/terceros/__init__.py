"""Who is paid and who pays: the ficha of a third party, its accounts and what stops its payments (TRLRHL arts. 186-187; RD 424/2017 arts. 21-23).

Owns `Tercero`, `DocumentoDeTercero`, `CuentaTercero` and `Bloqueo`. Public: `acciones`, `acceso.tercero_para`, `consultas`. A ficha is over
`identidad.Persona`, one each; foreign organisations have none, because identidad knows only natural persons by a foreign document. An account
takes effect when a second person confirms it, who is not the one who wrote it nor its holder. Nothing is deleted.
"""
