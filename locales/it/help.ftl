help =
    ❓ <b>Come funziona</b>
    <b>1.</b> Accedi con il nome completo della casella PEC e la sua password.
    <b>2.</b> Apri la casella, scegli il servizio e i GB. Prima di confermare vedi il prezzo intero.
    <b>3.</b> Si paga con il credito residuo. Se non basta, ricarichi con carta quello che manca e l'ordine si completa da solo.

    ⚠️ <b>Non scrivere mai qui il numero della tua carta:</b> si paga solo sulla pagina di Stripe.
    <blockquote expandable><b>Quanto costa?</b>
    Se alla scadenza della casella mancano più di tre mesi, paghi gli anni che restano. Altrimenti è gratis fino alla scadenza. Se conviene aspettare, te lo dico prima che tu confermi.

    <b>E alla scadenza?</b>
    Ogni servizio si rinnova con il credito, nell'ordine che scegli tu. Se il credito non basta, si disattiva. Ti avviso da 90 giorni prima, qui e per e-mail. In <b>Prossimi rinnovi</b> vedi quanto sarà preso, e quando, e ricarichi quello che manca. Prima di quel giorno non si prende nulla.

    <b>Più caselle?</b>
    Con un accesso le vedi tutte.</blockquote>
    <blockquote expandable><b>Comandi</b>
    /menu torna all'inizio
    /annulla lascia perdere quello che stai facendo
    /esci chiude la sessione
    /account apre i tuoi dati e il cambio della password
    /lingua cambia la lingua
    /privacy dice quali dati conserviamo, e come averli o cancellarli
    /aiuto mostra questa pagina</blockquote>
