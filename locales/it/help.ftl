help =
    ❓ <b>Come funziona</b>

    <b>Accedere.</b> Usa il nome completo della casella PEC e la sua password. Se hai più caselle, con un accesso le vedi tutte.

    <b>Acquistare.</b> Apri la casella, scegli il servizio e i GB. Prima di confermare vedi il prezzo intero e il rinnovo. Se conviene aspettare, te lo dico.

    <b>Quanto costa.</b> Se alla scadenza della casella mancano più di tre mesi, paghi gli anni che restano. Altrimenti è gratis fino alla scadenza.

    <b>Pagare.</b> Gli ordini si pagano con il credito residuo. Se non basta, ricarichi con carta quello che manca e l'ordine si completa da solo.

    <b>Rinnovare.</b> Alla scadenza ogni servizio si rinnova con il credito. Se il credito non basta, si disattiva.

    <b>Comandi</b>
    /menu torna all'inizio
    /annulla lascia perdere quello che stai facendo
    /esci chiude la sessione
    /aiuto mostra questa pagina

    Non scrivere mai qui il numero della tua carta: si paga solo sulla pagina di Stripe.
