home =
    Ciao, <b>{ $name }</b>.

    Il tuo credito residuo è <b>{ $credit }</b>.
home-waiting = ⏳ <b>Un ordine aspetta il pagamento:</b> { $service }, { $gb } GB per { $mailbox }. Totale <b>{ $total }</b>.
home-soon =
    📅 { $mailbox } scade { $days ->
        [0] <b>oggi</b>
        [1] <b>domani</b>
       *[other] { ELIDES($day, "il ", "l'") }<b>{ $day }</b>, tra { $days } giorni
    }.

key-open-order = ⏳ { $service }, { $gb } GB
