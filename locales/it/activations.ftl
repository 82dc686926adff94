# Lo spazio che si è comprato, e che il server della posta non ha ancora dato.
order-activating = ⏳ <b>Lo spazio è in attivazione.</b> Non devi fare nulla: ti avviso quando è pronto.
card-activating =
    ⏳ { $gb ->
        [one] <b>1 GB</b> è ancora in attivazione. Non devi fare nulla: ti avviso quando è pronto.
       *[other] <b>{ $gb } GB</b> sono ancora in attivazione. Non devi fare nulla: ti avviso quando sono pronti.
    }
paper-activating = ⏳ Spazio in attivazione
paper-refunded = ↩️ Annullato e rimborsato
paper-undone = ↩️ Annullato

notice-order-activated =
    ✅ <b>Lo spazio è attivo</b>
    { $mailbox }

    { $gb ->
        [one] Il GB che hai aggiunto è pronto.
       *[other] I { $gb } GB che hai aggiunto sono pronti.
    } Adesso la casella ha <b>{ $total } GB</b> in tutto.
notice-order-refunded =
    ↩️ <b>Ordine annullato e rimborsato</b>
    { $service }, { $gb } GB
    per { $mailbox }

    Il server della posta non è riuscito ad attivare lo spazio. Ti abbiamo restituito tutto: <b>{ $amount }</b>. Il tuo credito adesso è <b>{ $credit }</b>.

    Ci dispiace per l'attesa. Se lo spazio ti serve ancora, puoi acquistarlo di nuovo.
notice-order-undone =
    ↩️ <b>Ordine annullato</b>
    { $service }, { $gb } GB
    per { $mailbox }

    Il server della posta non è riuscito ad attivare lo spazio. L'ordine era gratis: dal tuo credito non è stato preso nulla.

    Ci dispiace per l'attesa. Se lo spazio ti serve ancora, puoi ordinarlo di nuovo.
notice-admin-order-refunded =
    🚨 <b>Uno spazio non si è attivato</b>
    { $mailbox }, { $gb } GB
    Ordine <code>{ $order }</code>

    Il server della posta non l'ha dato in { $hours ->
        [one] un'ora
       *[other] { $hours } ore
    }. L'ordine è annullato, e al titolare { ONE($amount, "è tornato", "sono tornati") } <b>{ $amount }</b>. Controlla la casella sul server.
notice-admin-order-undone =
    🚨 <b>Uno spazio non si è attivato</b>
    { $mailbox }, { $gb } GB
    Ordine <code>{ $order }</code>

    Il server della posta non l'ha dato in { $hours ->
        [one] un'ora
       *[other] { $hours } ore
    }. L'ordine è annullato: era gratis, non c'era nulla da restituire. Controlla la casella sul server.

mail-subject-order-refunded = Casella { $mailbox }: ordine annullato e rimborsato
mail-subject-order-undone = Casella { $mailbox }: ordine annullato
mail-always-order = L'esito di un ordine si comunica sempre: questi avvisi non si disattivano.

refused-order-refunded = Questo ordine è annullato: il server della posta non è riuscito ad attivare lo spazio, e quello che avevi pagato è tornato nel tuo credito. Se ti serve ancora, fai un nuovo preventivo.

receipt-refunded-on = Annullato
receipt-note-refunded = Ordine annullato: lo spazio non si è attivato, e { ONE($amount, "è tornato", "sono tornati") } nel credito { $amount }.
receipt-note-undone = Ordine annullato: lo spazio non si è attivato. Era gratis.
receipt-note-activating = Lo spazio è in attivazione.
