# I nomi dei comandi: solo lettere minuscole, come li accetta Telegram.
command-menu = menu
command-menu-about = Torna all'inizio
command-help = aiuto
command-help-about = Come funziona
command-cancel = annulla
command-cancel-about = Lascia perdere quello che stai facendo
command-privacy = privacy
command-privacy-about = Quali dati conserviamo
command-log-out = esci
command-log-out-about = Chiudi la sessione
# Solo nella chat di chi amministra.
command-find = cerca
command-find-about = Cerca un iscritto o una casella
command-broadcast = comunicazione
command-broadcast-about = Scrivi agli iscritti
command-broadcasts = comunicazioni
command-broadcasts-about = Le comunicazioni inviate
command-register = registro
command-register-about = Importa il registro degli iscritti
command-deliveries = consegne
command-deliveries-about = Che cosa non è arrivato
command-audit = atti
command-audit-about = Che cosa ha fatto chi amministra
command-digest = rapporto
command-digest-about = I numeri di ieri e di oggi
command-maintenance = manutenzione
command-maintenance-about = Chiudi o riapri il bot

profile-name = Area Clienti
profile-description =
    Segui la tua casella PEC da qui: scadenza e spazio, servizi aggiuntivi, credito residuo.

    Premi Avvia e accedi con il nome completo della casella e la sua password.
profile-short-description = La tua casella PEC: scadenza, spazio, servizi aggiuntivi e credito residuo.
