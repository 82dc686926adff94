dead-letters =
    { $count ->
        [one] 📭 <b>1 notifica non consegnata</b>
       *[other] 📭 <b>{ $count } notifiche non consegnate</b>
    }
dead-letters-none = 📬 Tutto è stato consegnato, o aspetta solo il suo turno.
dead-letter-what = <b>{ $place }.</b> <code>{ $kind }</code>
dead-letter-by-chat = In chat a <code>{ $target }</code>
dead-letter-by-email = Per e-mail a <code>{ $target }</code>
dead-letter-by-mail-server = Al server di posta, per <code>{ $target }</code>
dead-letter-by-payment-links = A Stripe, per il link <code>{ $target }</code>
dead-letter-error =
    { $attempts ->
        [one] 1 tentativo
       *[other] { $attempts } tentativi
    }, l'ultimo: { $error }
dead-letter-when = Doveva partire il { $due }
dead-letter-retried = La notifica riparte adesso.

key-retry-notice = Riprova la { $place }

key-dead-letters = 📭 Vedi che cosa non è arrivato
