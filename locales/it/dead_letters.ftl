dead-letters =
    { $count ->
        [one] 📭 <b>1 notifica non consegnata</b>
       *[other] 📭 <b>{ $count } notifiche non consegnate</b>
    }
dead-letters-none = 📬 Tutto è stato consegnato, o aspetta solo il suo turno.
dead-letter-what =
    <b>{ $place }.</b> { $kind ->
        [order-completed] Ordine completato
        [credit-received] Ricarica ricevuta
        [order-still-pending] Ordine in attesa
        [payment-late] Pagamento in ritardo
        [order-activated] Spazio attivo
        [order-refunded] Ordine annullato e rimborsato
        [payment-failed] Pagamento non riuscito
        [money-back] Soldi tornati alla carta
        [credit-adjusted] Credito rettificato
        [login-failures] Accessi non riusciti
        [new-login] Nuovo accesso
        [chat-unlinked] Chat scollegata
        [reminder] Avviso di scadenza
        [renewal] Esito di un rinnovo
        [space] Avviso di spazio
        [email-failed] E-mail di riferimento che non funziona
        [email-code] Codice per una nuova e-mail di riferimento
        [email-changed] E-mail di riferimento cambiata
        [recovery-code] Codice per una password dimenticata
        [password-changed] Password cambiata
        [sessions-ended] Sessione chiusa dalla segreteria
        [mailbox-suspended] Casella sospesa
        [mailbox-reopened] Casella riaperta
        [broadcast] Comunicazione
        [withdrawal] Ritiro di una comunicazione
        [admin-broadcast] Esito di una comunicazione
        [maintenance-over] Fine della manutenzione
        [set-limit] Spazio da assegnare
        [refund] Rimborso da eseguire
        [take-back] Link da ritirare
       *[other] Notifica agli amministratori
    }
dead-letter-about = { $mailbox }
dead-letter-about-day = { $mailbox }, scadenza { ELIDES($day, "del ", "dell'") }{ $day }
dead-letter-by-chat = In chat a <code>{ $target }</code>
dead-letter-by-email = Per e-mail a <code>{ $target }</code>
dead-letter-by-mail-server = Al server di posta, per <code>{ $target }</code>
dead-letter-by-payment-links = A Stripe, per il link <code>{ $target }</code>
dead-letter-error =
    { $attempts ->
        [one] 1 tentativo
       *[other] { $attempts } tentativi
    }, l'ultimo: { $error }
dead-letter-when = Prevista per { ELIDES($due, "il ", "l'") }{ $due }
dead-letter-retried = La notifica riparte adesso.

key-retry-notice = Riprova la { $place }

key-dead-letters = 📭 Vedi che cosa non è arrivato
