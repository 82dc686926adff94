notice-order-completed-card =
    ✅ <b>Ordine completato</b>
    Pagamento di <b>{ $amount }</b> ricevuto, grazie.
notice-order-completed-office =
    ✅ <b>Ordine completato</b>
    con i { $amount } aggiunti dal tuo ente al tuo credito.
notice-order-completed-back =
    ✅ <b>Ordine completato</b>
    con i { $amount } tornati nel tuo credito.
notice-still-pending = ⏳ Abbiamo ricevuto <b>{ $amount }</b>. Il tuo credito adesso è { $credit }.
notice-still-pending-after = ⏳ <b>Un tuo ordine aspetta ancora</b>, anche dopo l'arrivo di { $amount }.
notice-still-missing = Per completare l'ordine { ONE($missing, "manca", "mancano") } ancora <b>{ $missing }</b>.
notice-payment-late =
    💶 Abbiamo ricevuto <b>{ $amount }</b>: { ONE($amount, "è", "sono") } nel tuo credito, che adesso è <b>{ $credit }</b>.

    L'ordine però non si poteva più completare. Se il servizio ti serve ancora, puoi acquistarlo al prezzo di oggi.
notice-payment-suspended =
    💶 Abbiamo ricevuto <b>{ $amount }</b>: { ONE($amount, "è", "sono") } nel tuo credito, che adesso è <b>{ $credit }</b>.

    ⏸ L'ordine però non si è completato: la casella { $mailbox } è <b>sospesa</b>. Per riattivarla rivolgiti al tuo ente.
notice-credit-received = 💶 Ricarica di <b>{ $amount }</b> ricevuta. Il tuo credito adesso è <b>{ $credit }</b>.
notice-covered = Di questi, <b>{ $covered }</b> { ONE($covered, "ha", "hanno") } coperto quello che dovevi.
notice-covered-all = ✅ Non devi più nulla: puoi acquistare di nuovo.
notice-payment-failed =
    ⚠️ Il pagamento di <b>{ $amount }</b> non è riuscito. Il tuo credito non è cambiato.

    Puoi ricaricare di nuovo, anche con un'altra carta. Numero della ricarica: <code>{ $reference }</code>.
notice-login-failures =
    ⚠️ Qualcuno ha provato più volte ad accedere a <b>{ $mailbox }</b> con una password sbagliata.

    Se eri tu, va tutto bene. Altrimenti cambia la password della casella. Il tuo accesso non è bloccato.
notice-admin-payment =
    🔎 <b>Un pagamento da controllare</b>

    <b>{ $amount }</b>
    <code>{ $intent }</code>
notice-admin-not-ours = Viene da un'altra modalità o da un altro account Stripe. Non è stato accreditato.
notice-admin-currency = Non è in euro. Non è stato accreditato.
notice-admin-no-amount = L'importo ricevuto non è positivo. Non è stato accreditato.
notice-admin-no-top-up = Non corrisponde a nessuna ricarica. Aspetta di essere assegnato.
notice-admin-holder-erased = I dati di chi ha pagato sono stati cancellati. Il pagamento aspetta di essere restituito.
notice-admin-amount-differs = L'importo non è quello richiesto. È stato accreditato quanto ricevuto.
notice-admin-other = Il motivo è nel registro dei pagamenti.

key-show-order = Vedi l'ordine
key-buy-again = Acquista al prezzo di oggi
