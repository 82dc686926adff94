# I rinnovi: quanto prenderanno, che cosa si tiene e in quale ordine.
renewals-title =
    🔁 <b>Rinnovi</b>
    { $mailbox }
renewals-taken = { ELIDES($day, "Il ", "L'") }<b>{ $day }</b> { ONE($needed, "sarà preso", "saranno presi") } <b>{ $needed }</b> dal tuo credito.
renewals-nothing-taken = { ELIDES($day, "Il ", "L'") }<b>{ $day }</b> non si prende nulla dal tuo credito.
renewals-expires = ⚠️ { ELIDES($day, "Il ", "L'") }<b>{ $day }</b> la casella scade, e <b>non è previsto che si rinnovi</b>. Dal tuo credito non si prende nulla.
renewals-unpaid = ⏳ I servizi non rinnovati vanno avanti <b>senza pagamento</b> fino { ELIDES($day, "al ", "all'") }<b>{ $day }</b>.
renewals-none = Nei prossimi 12 mesi qui non c'è nessun rinnovo: non si prende nulla dal tuo credito.
renewals-short = Hai <b>{ $credit }</b>: { ONE($missing, "manca", "mancano") } <b>{ $missing }</b>.
renewals-short-after = Hai <b>{ $credit }</b>, ma prima { ONE($before, "serve", "servono") } { $before } per altri tuoi rinnovi: in tutto { ONE($missing, "manca", "mancano") } <b>{ $missing }</b>.
renewals-covered = Hai <b>{ $credit }</b>: il credito basta.
renewals-covered-after = Hai <b>{ $credit }</b>: il credito basta, anche per altri tuoi rinnovi che vengono prima ({ $before }).
renewals-not-before = Prima di quel giorno non si prende nulla.
renewals-order =
    { $count ->
        [one] <b>Il tuo servizio</b>
       *[other] <b>I tuoi servizi</b>, nell'ordine in cui il credito li rinnova
    }
renewals-line = { $place }. <b>{ $service }, { $gb } GB</b>
renewals-over = ⚠️ Dopo { ELIDES($day, "il ", "l'") }<b>{ $day }</b> la casella sarebbe <b>{ $over } GB oltre lo spazio</b>: i messaggi restano, ma quelli nuovi non arrivano.

# Che cosa diventa un servizio alla sua data.
fate-renewed = si rinnova: <b>{ $price }</b>
fate-short = ⚠️ { $price }, e il credito non basta: finisce { ELIDES($until, "il ", "l'") }<b>{ $until }</b>
fate-declined = non si rinnova: finisce { ELIDES($until, "il ", "l'") }<b>{ $until }</b>
fate-unrenewed = finisce con la casella { ELIDES($until, "il ", "l'") }<b>{ $until }</b>
fate-later =
    attivo fino { ELIDES($until, "al ", "all'") }{ $until }, { $renews ->
        [yes] poi si rinnova
       *[no] poi finisce
    }
fate-unpaid = ⏳ senza pagamento fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>: { ONE($price, "serve", "servono") } { $price }

# Un servizio.
addon-title =
    <b>{ $service }, { $gb } GB</b>
    per { $mailbox }
addon-until = Attivo fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>.
addon-unpaid = ⏳ Va avanti <b>senza pagamento</b> fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>.
addon-renews = 🔁 <b>Si rinnova:</b> quel giorno { ONE($price, "sarà preso", "saranno presi") } <b>{ $price }</b> dal tuo credito ({ $years ->
        [one] 1 anno
       *[other] { $years } anni
    }, IVA inclusa). Prima non si prende nulla.
addon-renews-at-once = 🔁 <b>Si rinnova appena il credito basta:</b> { ONE($price, "sarà preso", "saranno presi") } <b>{ $price }</b> ({ $years ->
        [one] 1 anno
       *[other] { $years } anni
    }, IVA inclusa).
addon-short = ⚠️ Il credito adesso non arriva fin qui: se non ricarichi, il servizio finisce { ELIDES($until, "il ", "l'") }<b>{ $until }</b>.
addon-if-stopped = Se scegli di non rinnovarlo, finisce { ELIDES($until, "il ", "l'") }{ $until } e non si paga altro.
addon-stops = ⏹ <b>Non si rinnova:</b> finisce { ELIDES($until, "il ", "l'") }<b>{ $until }</b> e non si paga altro. Fino a quel giorno puoi cambiare idea.
addon-if-renewed = Se invece lo rinnovi, quel giorno { ONE($price, "sarà preso", "saranno presi") } { $price } dal tuo credito.
addon-unrenewed = La casella non si rinnova da sola: il servizio finisce con lei. Per rinnovarla rivolgiti al tuo ente.
addon-place = Il credito non basta per tutti i servizi di questa casella, e questo è il <b>numero { $place }</b> nell'ordine. Se lo tieni per primo, il credito rinnova questo prima degli altri.
addon-first = Il credito non basta per tutti i servizi di questa casella: questo si rinnova <b>per primo</b>.

# I prossimi dodici mesi.
forecast-title = 📅 <b>Rinnovi dei prossimi 12 mesi</b>
forecast-short = In tutto { ONE($needed, "serve", "servono") } <b>{ $needed }</b>. Hai <b>{ $credit }</b>: { ONE($missing, "manca", "mancano") } <b>{ $missing }</b>.
forecast-covered = In tutto { ONE($needed, "serve", "servono") } <b>{ $needed }</b>. Hai <b>{ $credit }</b>: il credito basta per tutto.
forecast-free = Dal tuo credito non si prende nulla.
forecast-not-before = Ogni importo si prende solo nel suo giorno, mai prima.
forecast-empty = Nei prossimi 12 mesi dal tuo credito non si prende nulla, e nessun servizio finisce.
forecast-event =
    <b>{ $day }</b>
    { $mailbox }
forecast-takes = { ONE($needed, "Serve", "Servono") } <b>{ $needed }</b>: il credito basta
forecast-misses = { ONE($needed, "Serve", "Servono") } <b>{ $needed }</b>: { ONE($missing, "manca", "mancano") } <b>{ $missing }</b>
forecast-overdue = ⏳ In ritardo: si prende appena il credito basta
forecast-ends =
    { $count ->
        [one] Finisce 1 servizio
       *[other] Finiscono { $count } servizi
    }
forecast-expires = La casella scade, e non è previsto che si rinnovi

# Nel menu.
home-renewal-short = 🔁 { ELIDES($day, "Il ", "L'") }<b>{ $day }</b> { ONE($needed, "sarà preso", "saranno presi") } { $needed } per { $mailbox }: { ONE($missing, "manca", "mancano") } <b>{ $missing }</b>.
home-renewal-overdue = ⏳ I servizi di { $mailbox } vanno avanti senza pagamento fino { ELIDES($day, "al ", "all'") }<b>{ $day }</b>: { ONE($missing, "manca", "mancano") } <b>{ $missing }</b>.
home-renewal-covered = 🔁 { ELIDES($day, "Il ", "L'") }<b>{ $day }</b> { ONE($needed, "sarà preso", "saranno presi") } { $needed } per { $mailbox }: il credito basta.

# La ricarica per un rinnovo.
top-up-then-renewal = Con questa ricarica il rinnovo { ELIDES($day, "del ", "dell'") }<b>{ $day }</b> è coperto. Prima di quel giorno non si prende nulla.
top-up-then-renewal-after = Con questa ricarica il rinnovo { ELIDES($day, "del ", "dell'") }<b>{ $day }</b> è coperto, e così quello che viene prima.
top-up-then-overdue = Quando il pagamento arriva, i servizi che vanno avanti senza pagamento si rinnovano subito.
top-up-then-forecast = Con questa ricarica i rinnovi dei prossimi 12 mesi sono coperti. Ogni importo si prende nel suo giorno.
top-up-renewal-parts = Con carta si pagano al massimo { $most } alla volta: per quello che manca servono <b>{ $parts } pagamenti</b>. Prima del giorno del rinnovo non si prende nulla.
top-up-orders-first =
    ⚠️ { $orders ->
        [one] Hai un ordine in attesa: se il credito basta, si completa prima quello
       *[other] Hai { $orders } ordini in attesa: se il credito basta, si completano prima quelli
    }, e per il rinnovo potrebbe servire un'altra ricarica.
top-up-not-needed = ✅ <b>Non manca nulla.</b> Il tuo credito è di <b>{ $credit }</b> e basta per quello che sarà preso.

# Gli avvisi.
snoozed = 🔕 <b>Visto.</b> Fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b> niente avvisi per { $mailbox }, né qui né per e-mail.
snoozed-next = Il prossimo arriva { ELIDES($day, "il ", "l'") }<b>{ $day }</b>.
snoozed-early = Quelli degli ultimi giorni prima della scadenza arrivano comunque: il prossimo è { ELIDES($day, "il ", "l'") }<b>{ $day }</b>.
snoozed-none = Per questa scadenza non ne sono previsti altri.
space-alerts-on =
    🔔 <b>Avvisi di spazio: attivi</b>

    Ti scrivo, qui e per e-mail, quando una casella è piena al { $first }% e al { $second }%.
space-alerts-off =
    🔕 <b>Avvisi di spazio: disattivati</b>

    Non ti scrivo quando una casella si riempie. Gli avvisi di scadenza arrivano comunque.

key-renewals = 🔁 Rinnovi
key-see-renewals = Vedi i rinnovi
key-back-to-renewals = ‹ Torna ai rinnovi
key-forecast = 📅 Prossimi rinnovi
key-top-up-missing = Ricarica { $amount }
key-top-up-renewal = Ricarica { $amount } per il rinnovo
key-addon = { $place }. { $service }, { $gb } GB
key-more-addons = Altri servizi ›
key-earlier = ‹ Prima
key-later = Dopo ›
key-stop-renewing = Non rinnovare
key-renew = Rinnova
key-put-first = Tieni per primo
key-snooze = Visto: niente avvisi per { $days } giorni
key-space-alerts = 🔔 Avvisi di spazio
key-space-alerts-on = Attiva gli avvisi di spazio
key-space-alerts-off = Disattiva gli avvisi di spazio

# Nella nota che risponde a un tocco.
renewal-switched-on = Fatto: il servizio si rinnova.
renewal-switched-off = Fatto: il servizio non si rinnova.
renewal-put-first = Fatto: il servizio si rinnova per primo.
