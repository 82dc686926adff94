# Che cosa non va nel bot, detto agli amministratori una volta, e una volta quando è passato.

alarm-since = Da: <b>{ $since }</b>
alarm-in-the-log = Nel log: <code>{ $reference }</code>

alarm-webhooks-failed =
    🚨 <b>Gli avvisi di Stripe non vengono registrati</b>
    { $times ->
        [one] Nell'ultima ora 1 non è riuscito.
       *[other] Nell'ultima ora { $times } non sono riusciti.
    }
alarm-webhooks-failed-do = Nessun pagamento si perde: Stripe ripete l'avviso, e il bot cerca i pagamenti ogni 3 minuti. Guarda se il database risponde e che cosa dice il log.
alarm-webhooks-refused =
    🔏 <b>Avvisi di Stripe con una firma sbagliata</b>
    { $times ->
        [one] Nell'ultima ora 1 è stato rifiutato.
       *[other] Nell'ultima ora { $times } sono stati rifiutati.
    }
alarm-webhooks-refused-do = Confronta STRIPE_WEBHOOK_SECRET con il segreto del webhook su Stripe, e controlla l'ora del server. Se sono giusti, qualcuno prova a fingersi Stripe: non ottiene nulla.
alarm-repairs =
    🔧 <b>Pagamenti registrati senza l'avviso di Stripe</b>
    { $times ->
        [one] Il bot ne ha trovato 1 da solo: <code>{ $top_ups }</code>
       *[other] Il bot ne ha trovati { $times } da solo: <code>{ $top_ups }</code>
    }
alarm-repairs-do = I soldi sono al loro posto. Guarda su Stripe se il webhook è attivo, e che cosa gli risponde il bot.
alarm-mails =
    📭 <b>Molte e-mail vengono rifiutate</b>
    { $times ->
        [one] Nell'ultima ora ne è stata rifiutata 1.
       *[other] Nell'ultima ora ne sono state rifiutate { $times }.
    }
alarm-mails-holders = Titolari, per esempio: <code>{ $holders }</code>
alarm-mails-do = Se sono di tanti titolari diversi, il server di posta rifiuta noi: controlla mittente, SPF e DKIM. Altrimenti fai correggere gli indirizzi.
alarm-backlog =
    🐌 <b>Le notifiche sono in ritardo</b>
    { $waiting ->
        [one] 1 aspetta
       *[other] { $waiting } aspettano
    }, { $stuck ->
        [0] nessuna è stata provata più volte.
        [one] 1 è stata provata più volte.
       *[other] { $stuck } sono state provate più volte.
    }
alarm-backlog-refunds =
    💳 { $refunds ->
        [one] Stripe non ha ancora eseguito <b>1 rimborso</b>: i soldi sono già usciti dal credito.
       *[other] Stripe non ha ancora eseguito <b>{ $refunds } rimborsi</b>: i soldi sono già usciti dal credito.
    } Il bot riprova finché ci riesce.
alarm-backlog-do = Partono da sole appena si può. Guarda se Telegram, il server di posta e Stripe rispondono: lo dice il log.
alarm-tick =
    ⏱ <b>Un lavoro del bot non finisce più bene</b>
    <code>{ $tick }</code>
alarm-tick-do = Cerca questo nome nel log: accanto c'è il motivo. Se non c'è nulla, riavvia il bot: riprende da dov'era.

alarm-over =
    ✅ { $alarm ->
        [webhooks-failed] <b>Gli avvisi di Stripe vengono registrati di nuovo.</b>
        [webhooks-refused] <b>Nessun avviso di Stripe con una firma sbagliata, da un'ora.</b>
        [mails] <b>Nessuna e-mail rifiutata, da un'ora.</b>
       *[backlog] <b>Le notifiche non sono più in ritardo.</b>
    }
alarm-tick-over = ✅ <b>Il lavoro <code>{ $tick }</code> finisce di nuovo bene.</b>
alarm-repairs-over =
    ✅ <b>Gli avvisi di Stripe arrivano di nuovo.</b>
    { $times ->
        [one] 1 pagamento è stato registrato senza.
       *[other] { $times } pagamenti sono stati registrati senza.
    }
alarm-had-begun = Segnalato: { $since }
