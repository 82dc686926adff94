### Le comunicazioni a molti titolari.

## Il messaggio, come arriva

# In testa a un testo che c'è solo nell'altra lingua.
broadcast-only-it = <i>Questa comunicazione è in italiano.</i>
broadcast-only-en = <i>Questa comunicazione è disponibile solo in inglese.</i>
# In coda all'e-mail di una comunicazione con una foto o un documento.
broadcast-file-in-chat = L’allegato di questa comunicazione è nella chat.
# L'oggetto dell'e-mail se il testo non ha una prima riga.
broadcast-subject = Una comunicazione per te
mail-why-broadcast = Ricevi questa e-mail perché questo è l'indirizzo di riferimento della tua casella PEC.
mail-always-broadcast = È una comunicazione di chi ti assegna la casella.
