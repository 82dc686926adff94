# Come si scrivono date e ore, nelle lettere di CLDR.
# pattern-first segue il numero del primo giorno del mese.
pattern-day = d MMMM y
pattern-instant = d MMMM y 'alle' HH:mm
pattern-time = HH:mm
pattern-first = º

service-inbox = Upgrade Spazio Inbox
service-archive = Conservazione Sostitutiva

# I tasti che tornano su più schermate.
key-home = 🏠 Menu
key-back = ‹ Indietro
key-log-in = Accedi
key-log-out = Esci
key-help = Aiuto
# In inglese, perché la trovi chi non legge l'italiano.
key-language = 🌐 Language
key-my-mailbox = 📬 La mia casella PEC
key-my-mailboxes = 📬 Le mie caselle PEC
key-mailbox = { $mailbox }
key-see-mailbox = Vedi la casella
key-back-to-mailbox = ‹ Torna alla casella
key-back-to-mailboxes = ‹ Tutte le caselle
key-credit = 💶 Credito
key-top-up = 💳 Ricarica
key-try-again = Riprova
