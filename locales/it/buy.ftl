buy-which-service = Quale servizio vuoi aggiungere a <b>{ $mailbox }</b>?
buy-about-inbox =
    <b>Upgrade Spazio Inbox</b>
    Più spazio per i tuoi messaggi.
    <b>{ $price }</b> a GB all'anno, IVA esclusa
buy-about-archive =
    <b>Conservazione Sostitutiva</b>
    I tuoi messaggi conservati a norma di legge.
    <b>{ $price }</b> a GB all'anno, IVA esclusa
buy-free-now = 🎁 La casella scade entro tre mesi: adesso il servizio è <b>gratis</b> fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>.
buy-how-many-gb =
    <b>{ $service }</b>
    per { $mailbox }
buy-price =
    { $unit } a GB all'anno, IVA esclusa. { $years ->
        [one] Paghi <b>1 anno</b>
       *[other] Paghi <b>{ $years } anni</b>
    }, fino alla scadenza della casella: <b>{ $until }</b>.
buy-gb-left =
    { $left ->
        [one] Puoi aggiungere <b>1 GB</b>.
       *[other] Quanti GB vuoi aggiungere? Tocca o scrivi un numero: al massimo { $left }.
    }

key-gb = { $gb } GB
key-confirm = Conferma l'acquisto
key-confirm-free = Attiva gratis
key-other-gb = Cambia i GB

quote-title = 🧾 <b>Il tuo preventivo</b>
quote-what =
    <b>{ $service }, { $gb } GB</b>
    per { $mailbox }
quote-until = fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>, scadenza della casella
quote-free = 🎁 <b>Gratis</b> fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>, scadenza della casella.
quote-figures =
    { $unit } × { $gb } GB × { $years ->
        [one] 1 anno
       *[other] { $years } anni
    }: { $net } netti
    IVA { $rate }%: { $vat }
    Totale: <b>{ $total }</b>
quote-credit = Credito: { $before } adesso, <b>{ $after }</b> dopo
quote-credit-missing =
    Credito: { $credit }
    Da ricaricare con carta: <b>{ $missing }</b>
quote-shortfall = ⚠️ Dopo, per il rinnovo { ELIDES($day, "del ", "dell'") }<b>{ $day }</b> { ONE($missing, "mancherà", "mancheranno") } <b>{ $missing }</b>.
quote-wait-free = 💡 <b>Puoi aspettare?</b> { ELIDES($day, "Dal ", "Dall'") }<b>{ $day }</b> sarebbe <b>gratis</b>.
quote-wait = 💡 <b>Puoi aspettare?</b> { ELIDES($day, "Dal ", "Dall'") }<b>{ $day }</b> costerebbe <b>{ $total }</b>: { $less } in meno.
quote-renewal =
    🔁 { ELIDES($when, "Il ", "L'") }{ $when } il rinnovo prenderà <b>{ $total }</b> dal tuo credito ({ $years ->
        [one] 1 anno
       *[other] { $years } anni
    }, IVA inclusa).
quote-renewal-else = Se il credito non basta, il servizio si disattiva.
quote-no-renewal = 🔁 <b>Nessun rinnovo:</b> la casella non si rinnova da sola, e il servizio finisce con lei.
quote-good-until = valido fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>
quote-rules = Il prezzo è di { $unit } a GB all'anno, IVA esclusa. Paghi gli anni che mancano alla scadenza della casella; un anno iniziato conta per intero. L'IVA al { $rate }% si calcola una volta sola, sul totale netto.
quote-rules-free = Negli ultimi tre mesi prima della scadenza della casella il servizio non si paga. Dopo costa { $unit } a GB all'anno, più IVA al { $rate }%.
quote-rules-renewal = Al rinnovo, se il credito non basta, il servizio si disattiva.
quote-rules-hours = Il preventivo vale { $hours } ore.

order-done = ✅ <b>Ordine completato</b>
order-done-before = ✅ <b>Questo ordine era già completato.</b> Non hai pagato due volte.
order-credit = Credito: { $before } prima, <b>{ $after }</b> dopo
order-credit-now = Credito adesso: <b>{ $credit }</b>
order-number =
    Ordine <code>{ $order }</code>
    { $at }
order-cancelled =
    Ordine annullato: <b>{ $service }, { $gb } GB</b> per { $mailbox }.

    Dal tuo credito non è stato preso nulla.

pending-title = ⏳ <b>L'ordine aspetta: { ONE($short, "manca", "mancano") } { $short }</b>
pending-sums =
    Totale: { $total }
    Credito adesso: { $credit }
    Da ricaricare con carta: <b>{ $missing }</b>
pending-least = { ONE($short, "Manca", "Mancano") } { $short }, ma con carta si paga almeno { $least }: il resto rimane nel tuo credito.
pending-covered =
    ✅ <b>Adesso il credito basta</b>

    Totale: <b>{ $total }</b>
    Credito adesso: { $credit }

    Conferma, e l'ordine si completa subito.
pending-suspended =
    ⏸ <b>L'ordine è fermo: la casella è sospesa</b>

    Totale: <b>{ $total }</b>
    Credito adesso: { $credit }

    Per riattivarla rivolgiti al tuo ente. Se torna attiva entro { ELIDES($until, "il ", "l'") }<b>{ $until }</b>, puoi completare l'ordine da qui.
pending-in-parts = Con carta si pagano al massimo <b>{ $most }</b> alla volta: ti serviranno { $parts } pagamenti.
pending-next = Appena il credito basta, l'ordine si completa da solo. Ti aspetta fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>.

key-pay-order = Paga con carta { $amount }
key-other-amount = Ricarica un altro importo
key-cancel-order = Annulla l'ordine
key-copy-order = Copia il numero d'ordine
