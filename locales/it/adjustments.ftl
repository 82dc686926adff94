# Il credito corretto a mano dalla segreteria: le domande, la conferma, l'esito e chi decide per secondo.
adjust-ask-way =
    ⚖️ <b>Rettifica del credito</b> di { $name }

    Credito: <b>{ $credit }</b>

    Vuoi aggiungere o togliere?
adjust-ask-credit =
    ➕ <b>Quanto aggiungi</b> al credito di { $name }?

    Credito: <b>{ $credit }</b>

    Scrivi l'importo, da <b>{ $least }</b> a <b>{ $most }</b>.
adjust-ask-debit =
    ➖ <b>Quanto togli</b> dal credito di { $name }?

    Credito: <b>{ $credit }</b>

    Scrivi l'importo: al massimo <b>{ $most }</b>.
adjust-ask-reason =
    { $way ->
        [credit] ➕ Aggiungi <b>{ $amount }</b>.
       *[debit] ➖ Togli <b>{ $amount }</b>.
    }

    <b>Perché?</b> Scrivi il motivo, al massimo { $most } caratteri. Lo legge anche il titolare.
adjust-review =
    ⚖️ <b>Controlla prima di confermare</b>

    Titolare: <b>{ $name }</b>
adjust-moved =
    { $way ->
        [credit] Rettifica: <b>+{ $amount }</b>
       *[debit] Rettifica: <b>−{ $amount }</b>
    }
adjust-reason = Motivo: { $reason }
adjust-credit-change = Credito: { $before } → <b>{ $after }</b>
adjust-owed-change =
    Da coprire: { $owed } → <b>{ $left }</b>
    <b>{ $covered }</b> { ONE($covered, "va", "vanno") } subito a coprire un pagamento tornato alla carta.
adjust-owed-now = Ancora da coprire: <b>{ $owed }</b>
adjust-credit-now = Credito adesso: <b>{ $credit }</b>
adjust-will-be-told = Il titolare viene avvisato in chat e per e-mail.
adjust-needs-second = ⚠️ Con questa superi { $limit } in 24 ore, contando anche le rettifiche che aspettano un sì: serve il sì di <b>un altro amministratore</b>. Se confermi, lo chiedo agli altri. Fino ad allora non cambia nulla.
adjust-done =
    { $way ->
        [credit] ✅ <b>Aggiunti { $amount }</b> al credito di { $name }.
       *[debit] ✅ <b>Tolti { $amount }</b> dal credito di { $name }.
    } Il titolare viene avvisato.
adjust-done-before =
    { $way ->
        [credit] ✅ <b>Già aggiunti { $amount }</b> al credito di { $name }: non si ripete.
       *[debit] ✅ <b>Già tolti { $amount }</b> dal credito di { $name }: non si ripete.
    }
adjust-proposal = ⚖️ <b>Rettifica del credito</b> di { $name }
adjust-asked-by = Chiesta dall'admin { $admin }, { $at }
adjust-waits-for-you = Serve il tuo sì, o il tuo no, entro { ELIDES($until, "il ", "l'") }<b>{ $until }</b>. Se è sì, il titolare viene avvisato.
adjust-waits-for-others = ⏳ Aspetta il sì di un altro amministratore, fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>. Se qualcuno decide, ti avviso; se nessuno decide entro allora, non cambia nulla.
adjust-applied = ✅ <b>Fatta.</b> Ha detto sì l'admin { $admin }, { $at }.
adjust-refused = ⛔ <b>Respinta.</b> Ha detto no l'admin { $admin }, { $at }. Non è cambiato nulla.
adjust-expired = ⌛ <b>Scaduta</b> { ELIDES($at, "il ", "l'") }{ $at }: nessuno ha deciso in tempo. Non è cambiato nulla.

key-ask-adjust = ⚖️ Rettifica il credito
key-adjust-credit = ➕ Aggiungi
key-adjust-debit = ➖ Togli
key-adjust-confirm-credit = Aggiungi { $amount }
key-adjust-confirm-debit = Togli { $amount }
key-adjust-propose = Chiedi agli altri per { $amount }
key-adjust-approve = Sì, si può fare
key-adjust-refuse = No, respingi
key-adjust-look = Guarda e decidi
key-adjust-see = Vedi la rettifica
key-back-to-movements = ‹ Torna ai movimenti
key-h-credit = 💶 Credito

notice-credit-credit = ➕ Il tuo ente ha aggiunto <b>{ $amount }</b> al tuo credito.
notice-credit-debit = ➖ Il tuo ente ha tolto <b>{ $amount }</b> dal tuo credito.
notice-credit-why = Motivo: { $reason }
notice-credit-spent = <b>{ $amount }</b> { ONE($amount, "è andato", "sono andati") } subito a pagare quello che aspettava.
notice-credit-now = Il tuo credito adesso è <b>{ $credit }</b>.
notice-admin-adjustment =
    { $state ->
        [proposed] ⚖️ <b>Una rettifica del credito aspetta il tuo sì o il tuo no</b>
        [applied] ✅ <b>La rettifica che hai chiesto è fatta</b>
       *[refused] ⛔ <b>La rettifica che hai chiesto è respinta</b>
    }

    { $way ->
        [credit] Rettifica: <b>+{ $amount }</b>
       *[debit] Rettifica: <b>−{ $amount }</b>
    }
mail-subject-credit-adjusted = Il tuo credito è cambiato
mail-always-money = Gli avvisi sul tuo credito si inviano sempre: non si disattivano.
act-credit = +{ $amount }
act-debit = −{ $amount }
