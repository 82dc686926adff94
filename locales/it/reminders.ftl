# Gli avvisi di scadenza, l'esito dei rinnovi e lo spazio: le stesse parole in chat e per e-mail.
reminder-expires =
    ⏳ <b>{ $mailbox }</b>
    { $days ->
        [0] scade <b>oggi</b>, { $day }.
        [1] scade <b>domani</b>, { $day }.
       *[other] scade { ELIDES($day, "il ", "l'") }<b>{ $day }</b>, tra { $days } giorni.
    }
reminder-unpaid =
    ⏳ <b>{ $mailbox }</b>
    { $days ->
        [0] I servizi non rinnovati vanno avanti <b>senza pagamento</b> fino a <b>oggi</b>, { $day }.
        [1] I servizi non rinnovati vanno avanti <b>senza pagamento</b> fino a <b>domani</b>, { $day }.
       *[other] I servizi non rinnovati vanno avanti <b>senza pagamento</b> fino { ELIDES($day, "al ", "all'") }<b>{ $day }</b>, ancora { $days } giorni.
    }
reminder-needed = La casella la rinnova il tuo ente. Per rinnovare i tuoi servizi { ONE($needed, "serve", "servono") } <b>{ $needed }</b>.
reminder-needed-unpaid = Per rinnovarli { ONE($needed, "serve", "servono") } <b>{ $needed }</b>.
reminder-covered = ✅ <b>Non devi fare nulla:</b> quel giorno { ONE($needed, "sarà preso", "saranno presi") } <b>{ $needed }</b> dal tuo credito e i servizi si rinnovano.
reminder-item = • <b>{ $service }, { $gb } GB</b>
news-more =
    { $count ->
        [one] • e un altro servizio
       *[other] • e altri { $count } servizi
    }
reminder-otherwise = Se il credito non basta, il servizio che resta scoperto si disattiva dopo quel giorno. Prima non si prende nulla.
reminder-otherwise-unpaid = Appena il credito basta si rinnovano subito; altrimenti dopo quel giorno si disattivano.
reminder-ending = ⚠️ <b>Non è previsto che la casella si rinnovi,</b> e questi servizi finiscono con lei:
reminder-expiring = ⚠️ <b>Non è previsto che la casella si rinnovi.</b>
reminder-turn-to-body = Se ti serve ancora, rivolgiti al tuo ente perché la rinnovi.
reminder-leaving = Come hai scelto, questi servizi <b>non si rinnovano</b> e dopo quel giorno finiscono:
reminder-change-mind = Non si paga altro. Fino a quel giorno puoi cambiare idea.

# L'esito di un rinnovo.
renewal-title =
    🔁 <b>Rinnovo { ELIDES($day, "del ", "dell'") }{ $day }</b>
    { $mailbox }
renewal-expires-on = La casella adesso scade { ELIDES($day, "il ", "l'") }<b>{ $day }</b>.
renewal-expired =
    ⚠️ <b>La casella è scaduta</b>
    { $mailbox }
    Non è stata rinnovata entro { ELIDES($day, "il ", "l'") }<b>{ $day }</b>. Per riattivarla rivolgiti al tuo ente.
renewal-renewed =
    { $count ->
        [one] ✅ <b>Rinnovato</b>
       *[other] ✅ <b>Rinnovati</b>
    }
renewal-renewed-line = • { $service }, { $gb } GB: { $price }, fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>
renewal-charged = { ONE($charged, "È stato preso", "Sono stati presi") } <b>{ $charged }</b> dal tuo credito, che adesso è <b>{ $credit }</b>.
renewal-not-charged = Dal tuo credito non è stato preso nulla: è <b>{ $credit }</b>.
renewal-ended =
    { $count ->
        [one] ⏹ <b>Disattivato</b>
       *[other] ⏹ <b>Disattivati</b>
    }
renewal-ended-short = • { $service }, { $gb } GB: { ONE($price, "serviva", "servivano") } <b>{ $price }</b> e il credito non bastava
renewal-ended-declined = • { $service }, { $gb } GB: avevi scelto di non rinnovarlo
renewal-ended-unrenewed = • { $service }, { $gb } GB: finito con la casella
renewal-unpaid = ⏳ <b>Avanti senza pagamento, per ora</b>
renewal-unpaid-line = • { $service }, { $gb } GB: fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>
renewal-grace = Non siamo riusciti ad avvisarti in tempo, perciò ti lasciamo altro tempo.
renewal-awaited = Aspettiamo il pagamento che hai iniziato.
renewal-missing = Per il rinnovo { ONE($missing, "manca", "mancano") } <b>{ $missing }</b>. Appena il credito basta si completa da solo; altrimenti, dopo quel giorno, quello che non è pagato si disattiva.
renewal-over = ⚠️ La casella è <b>{ $over } GB oltre lo spazio</b>: i messaggi restano, ma quelli nuovi non arrivano.

# Lo spazio.
space-filling =
    📦 <b>{ $mailbox }</b>
    Spazio occupato: <b>{ $percent }%</b>, { $used } GB su { $total } GB.
space-when-full = Quando lo spazio finisce, i nuovi messaggi non arrivano più.
space-would-help = Ti aiuterebbe aggiungere <b>{ $gb } GB</b>. Oppure puoi cancellare i messaggi che non ti servono.
space-no-more = La tipologia della casella non permette altro spazio: cancella i messaggi che non ti servono, oppure rivolgiti al tuo ente.

# Quello che non arriva, e quello che devono sapere gli amministratori.
email-failed =
    ⚠️ Non riusciamo a scrivere a <b>{ $address }</b>, l'e-mail di riferimento di { $mailbox }.

    Per ora gli avvisi ti arrivano solo qui. Chiedi al tuo ente di correggere l'indirizzo.
admin-grace =
    ⏳ <b>Nessun avviso consegnato</b>
    { $mailbox }, scadenza { ELIDES($day, "del ", "dell'") }{ $day }

    { $addons ->
        [one] 1 servizio va avanti
       *[other] { $addons } servizi vanno avanti
    } senza pagamento fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>, poi si decide di nuovo.
admin-renewal-failed =
    🚨 <b>Un rinnovo non è riuscito</b>
    { $mailbox }, { $day }

    Non è stato preso nulla, gli altri rinnovi vanno avanti e questo si riprova. Nel log: <code>{ $reference }</code>
admin-audit-wrong =
    🚨 <b>I conti non tornano</b>

    { $problems ->
        [one] Il controllo ha trovato 1 problema
       *[other] Il controllo ha trovato { $problems } problemi
    }. Il primo: <code>{ $first }</code>

    <b>Gli addebiti sono fermi</b> finché il controllo non trova tutto in ordine.
admin-audit-right = ✅ <b>I conti tornano di nuovo.</b> Gli addebiti riprendono.
admin-undelivered =
    📭 <b>Un titolare non si raggiunge</b>
    { $mailbox }

    Il server rifiuta le e-mail a <b>{ $address }</b>, e nessuna chat è collegata. Conviene telefonare e far correggere l'indirizzo.
    Errore: { $error }

key-reactivate = Riattiva { $service }, { $gb } GB
key-add-gb = Aggiungi { $gb } GB
