login-first = 🔒 Per continuare devi accedere. Poi riprendiamo da qui.
login-session-over = 🔒 Per la tua sicurezza la sessione è terminata. Accedi di nuovo e riprendiamo da dove eravamo.
login-ask-mailbox =
    Scrivi il <b>nome completo della tua casella PEC</b>.

    Per esempio: nome.cognome@pec.archrm.it
login-not-a-mailbox =
    Questo non è il nome completo di una casella PEC: serve anche la parte dopo la chiocciola (@).

    Riscrivilo per intero, per esempio: nome.cognome@pec.archrm.it
login-ask-password =
    🔑 Scrivi la <b>password</b> di { $mailbox }.

    È la stessa che usi per leggere la posta. Cancello subito il tuo messaggio, così la password non resta nella chat.
login-confirm-password =
    🔒 Per la tua sicurezza, <b>scrivi di nuovo la password</b> di { $mailbox }.

    Serve prima di vedere o cambiare dati importanti. Cancello subito il tuo messaggio.
login-confirm-wrong = La password di { $mailbox } non è questa. Controlla maiuscole e minuscole e <b>riscrivila</b>.
login-logged-out =
    👋 Hai chiuso la sessione. Per rientrare servono casella e password.

    Fino ad allora qui non arrivano notifiche.
login-delete-it-yourself =
    ⚠️ Non riesco a cancellare il messaggio con la tua password.

    <b>Cancellalo tu:</b> tieni premuto il messaggio e scegli Elimina.

key-other-mailbox = Usa un'altra casella
