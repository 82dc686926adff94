# Il rimborso di quanto non è stato usato: quale pagamento, quanto, la conferma e l'esito.
desk-title-refunds = ↩️ <b>Rimborsi sulla carta</b>, pagamenti di { $name }
refund-most = Si può rimborsare: <b>{ $most }</b>
refund-none = Non si può rimborsare nulla: è già tornato indietro, è già speso, o conta come credito aggiunto a mano, che non va su una carta.
refund-paid = Pagato: <b>{ $amount }</b> · { $day }
refund-gone = Già tornato indietro: { $amount }
refund-ask =
    ↩️ <b>Rimborso sulla carta</b>

    Titolare: <b>{ $name }</b>
refund-ask-amount = Quanto torna alla carta? Tocca il tasto per tutto, oppure scrivi l'importo: al massimo <b>{ $most }</b>.
refund-review =
    ↩️ <b>Rimborso di { $amount } sulla carta?</b>

    Titolare: <b>{ $name }</b>
refund-review-slow = L'importo esce subito dal credito. Sulla carta arriva in qualche giorno, secondo la banca. Il titolare viene avvisato.
refund-asked = ↩️ <b>Rimborso di { $amount } chiesto a Stripe</b>, per { $name }. L'importo è già uscito dal credito.
refund-asked-before = ↩️ <b>Rimborso di { $amount }</b> per { $name }: già chiesto a Stripe. Non si ripete.

key-refunds = ↩️ Rimborsa sulla carta
key-refund-place = Rimborsa il n. { $place }
key-refund-all = Tutto: { $amount }
key-refund-confirm = Rimborsa { $amount }
key-back-to-refunds = ‹ Torna ai pagamenti
