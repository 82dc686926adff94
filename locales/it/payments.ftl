# I pagamenti da controllare: l'elenco, di chi sono, e quelli già sistemati altrove.
payments =
    { $count ->
        [one] 🔎 <b>1 pagamento da controllare</b>
       *[other] 🔎 <b>{ $count } pagamenti da controllare</b>
    }
payments-none = ✅ Non c'è nessun pagamento da controllare.
payment-line = <b>{ $place }.</b> <b>{ $amount }</b> · { $day }
payment-id = <code>{ $id }</code>
payment-not-creditable = ⛔ Non si può accreditare: <b>rimborsalo su Stripe</b>.
payment =
    💳 <b>Pagamento</b>
    <code>{ $id }</code>
payment-facts = <b>{ $amount }</b> · { $day }
payment-credited = ✅ Accreditato a <b>{ $name }</b>.
payment-was-dealt-with = ✅ Sistemato altrove, { $at }.
payment-ask-whose =
    🔎 <b>Di chi è questo pagamento?</b>

    Scrivi una parte del nome, del codice fiscale, dell'e-mail o della casella.
payment-found-tap = Tocca il titolare: prima di accreditare ti chiedo conferma. Per cercare altro, scrivi qui.
payment-found-more = Sono di più: se non lo vedi, scrivi anche un'altra parola.
payment-review =
    💳 <b>Lo accredito a { $name }?</b>
    Codice fiscale: <code>{ $fiscal_code }</code>
payment-review-once = Il titolare viene avvisato. Se qualcosa aspetta questi soldi, si paga subito.
payment-assigned = ✅ <b>{ $amount }</b> accreditati a <b>{ $name }</b>. Il titolare viene avvisato.
payment-assigned-before = ✅ <b>{ $amount }</b>: già accreditati a <b>{ $name }</b>. Non si ripete.
payment-ask-dealt-with =
    <b>L'hai già sistemato altrove?</b>

    Di solito vuol dire: rimborsato su Stripe. Se confermi esce dall'elenco, e non si potrà più accreditare a nessuno.

key-payments =
    { $count ->
        [one] 🔎 1 pagamento da controllare
       *[other] 🔎 { $count } pagamenti da controllare
    }
key-payment = Vedi il pagamento
key-payment-place = Vedi il n. { $place }
key-payment-assign = Assegna a un titolare
key-payment-dealt-with = Già sistemato
key-payment-is-dealt-with = Sì, è sistemato
key-payment-holder = Vedi la scheda
key-payment-confirm = Accredita { $amount }
key-payment-other = Un altro titolare
key-copy-payment = Copia il numero
key-back-to-payment = ‹ Torna al pagamento
key-back-to-payments = ‹ Tutti i pagamenti da controllare
