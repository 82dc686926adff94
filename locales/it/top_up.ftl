top-up-how-much =
    💶 Il tuo credito residuo è <b>{ $credit }</b>.

    Di quanto vuoi ricaricarlo? Tocca o scrivi un importo, da <b>{ $least }</b> a <b>{ $most }</b>. Si paga con carta, e il credito non scade.
top-up-pay =
    💳 <b>Ricarica di { $amount }</b>

    Tocca il tasto qui sotto: si apre la pagina sicura di Stripe, dove paghi con carta.
top-up-then-credit = Quando il pagamento arriva, il credito cresce da solo e ti scrivo qui.
top-up-then-waiting =
    Se basta, si { $orders ->
        [one] completa subito il tuo ordine in attesa
       *[other] completano subito i tuoi ordini in attesa, dal più vecchio
    }: quello che avanza resta nel credito.
top-up-then-order = Quando il pagamento arriva, si completa da solo il tuo ordine: <b>{ $service }, { $gb } GB</b> per { $mailbox }. Ti scrivo qui.
top-up-then-part = Con carta si pagano al massimo { $most } alla volta: per quello che manca servono <b>{ $parts } pagamenti</b>. Con l'ultimo si completa da solo il tuo ordine: <b>{ $service }, { $gb } GB</b> per { $mailbox }. Dopo ogni pagamento ti scrivo qui.
top-up-until = Puoi pagare fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>. Numero della ricarica: <code>{ $reference }</code>.

key-amount = { $amount }
key-pay = Paga { $amount }
key-back-to-order = ‹ Torna all'ordine
key-back-to-credit = ‹ Torna al credito
