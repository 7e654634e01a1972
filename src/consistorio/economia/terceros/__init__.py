"""Who is paid and who pays: the ficha of a third party, its accounts and what stops its payments (TRLRHL arts. 186-187; RD 424/2017 arts. 21-23).

Owns `Tercero`, `DocumentoDeTercero`, `CuentaTercero` and `Bloqueo`. Public: `acciones`, `acceso.tercero_para`, `consultas`. A ficha is over
`identidad.Persona`, one each; whoever is from abroad and has no NIF has it by the tax number of their country. An account takes effect when a
second person confirms it, who is not the one who wrote it nor its holder. Nothing is deleted.
"""
