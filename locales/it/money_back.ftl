purse-owed = ⚠️ Devi ancora coprire <b>{ $owed }</b>: un pagamento che avevi già speso è tornato alla carta. La prossima ricarica copre prima questo importo. Fino ad allora non puoi acquistare.
purse-owed-part = Di questi, <b>{ $owed }</b> { ONE($owed, "copre", "coprono") } un pagamento già speso che è tornato alla carta.
key-pay-owed = Copri { $amount }

money-back-refund-gone =
    ↩️ <b>Rimborso di { $amount }</b>
    L'importo torna sulla carta con cui era stato pagato. Di solito arriva entro 10 giorni.
money-back-refund-back =
    ↩️ <b>Rimborso di { $amount } non riuscito</b>
    La carta non l'ha accettato: l'importo è di nuovo nel tuo credito.
money-back-refund-refused =
    ↩️ <b>Rimborso di { $amount } non eseguito</b>
    L'importo è di nuovo nel tuo credito.
money-back-dispute-gone =
    ⚠️ <b>Pagamento di { $amount } contestato</b>
    La banca della carta si è ripresa questo pagamento, e l'importo non è più nel tuo credito. Se non l'hai contestato tu, scrivi subito alla tua banca.
money-back-dispute-back =
    ✅ <b>Contestazione di { $amount } chiusa</b>
    L'importo è di nuovo nel tuo credito.
money-back-credit = Il tuo credito adesso è <b>{ $credit }</b>.

admin-money-back-refund-gone =
    ↩️ <b>Rimborso di { $amount }</b>
    Stripe l'ha preso in carico: torna sulla carta con cui era stato pagato.
admin-money-back-refund-back =
    ⚠️ <b>Rimborso di { $amount } non riuscito</b>
    L'importo è di nuovo nel credito di chi l'aveva pagato.
admin-money-back-refund-refused =
    ⚠️ <b>Rimborso di { $amount } non eseguito</b>
    Stripe l'ha rifiutato: di quel pagamento non resta abbastanza, oppure è contestato. L'importo è di nuovo nel credito. Guarda il pagamento nella dashboard di Stripe.
admin-money-back-dispute-opened =
    🔎 <b>La banca chiede di un pagamento di { $amount }</b>
    Per ora non ha ripreso nulla. Rispondi dalla dashboard di Stripe, entro il termine che trovi lì.
admin-money-back-dispute-gone =
    ⚠️ <b>Pagamento di { $amount } contestato</b>
    La banca ha ripreso l'importo. Rispondi dalla dashboard di Stripe, entro il termine che trovi lì.
admin-money-back-dispute-lost =
    ⚠️ <b>Contestazione di { $amount } persa</b>
    L'importo resta alla banca.
admin-money-back-dispute-back =
    ✅ <b>Contestazione di { $amount } vinta</b>
    La banca ha restituito l'importo.
admin-money-back-owed = Era già speso: { ONE($owed, "resta", "restano") } da coprire <b>{ $owed }</b>. Fino ad allora chi ha pagato non può acquistare.
admin-money-back-unassigned = Questo pagamento non è assegnato a nessuno: nessun credito è cambiato.
admin-money-back-payment = Pagamento <code>{ $intent }</code>
key-see-holder = Apri la scheda
mail-subject-money-back = Un tuo pagamento è tornato indietro: che cosa cambia
mail-subject-money-back-again = Un importo è di nuovo nel tuo credito
