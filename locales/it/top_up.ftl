top-up-how-much =
    💶 Il tuo credito residuo è <b>{ $credit }</b>.

    Di quanto vuoi ricaricarlo? Si paga con carta, e il credito non scade.
top-up-type-amount =
    Scrivi l'importo in euro, da <b>{ $least }</b> a <b>{ $most }</b>.

    Per esempio: 25 oppure 12,50
top-up-pay =
    💳 <b>Ricarica di { $amount }</b>

    Tocca il tasto qui sotto: si apre la pagina sicura di Stripe, dove paghi con carta.
top-up-then-credit = Quando il pagamento arriva, il credito cresce da solo e ti scrivo qui.
top-up-then-order = Quando il pagamento arriva, si completa da solo il tuo ordine: <b>{ $service }, { $gb } GB</b> per { $mailbox }. Ti scrivo qui.
top-up-then-maybe-more = È il massimo per un pagamento solo: se poi manca ancora qualcosa, ti dico quanto.
top-up-until = Puoi pagare fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>. Ricarica <code>{ $reference }</code>.

key-amount = { $amount }
key-type-amount = Scrivi un altro importo
key-pay = Paga { $amount }
key-back-to-order = ‹ Torna all'ordine
key-back-to-credit = ‹ Torna al credito
