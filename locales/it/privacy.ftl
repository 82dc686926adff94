# I dati delle persone: che cosa si conserva, come averli, come farli cancellare.
privacy =
    🛡️ <b>Privacy: i tuoi dati</b>

    Conserviamo solo quello che serve per gestire la tua casella, i tuoi acquisti e gli avvisi di scadenza. <b>I dati della carta non passano mai da qui.</b>

    Puoi avere una copia di tutto, far dimenticare questa chat o, quando l'account è chiuso, far cancellare i tuoi dati.
    <blockquote expandable><b>Che cosa</b>
    • nome, cognome, codice fiscale, e-mail e telefono, ricevuti dal tuo ente
    • l'indirizzo e i dati per le fatture, se li scrivi tu
    • le caselle: nome, tipologia, scadenza e spazio usato. Mai la posta che contengono
    • ordini, pagamenti e movimenti del credito
    • le chat che usi: il loro identificativo su Telegram, la lingua e il punto a cui sei arrivato
    • gli accessi: quando, da quale chat e con quale esito
    • gli avvisi che ti mandiamo, e la prova che sono arrivati
    • della password soltanto un'impronta, da cui non si può risalire alla password

    <b>Perché</b>
    Per fornirti quello che chiedi e avvisarti delle scadenze. I conti, perché lo chiede la legge.

    <b>Per quanto tempo</b>
    • accessi: 90 giorni
    • segni tecnici dei messaggi ricevuti da Telegram: 7 giorni
    • codici inviati per e-mail: 2 giorni
    • tentativi di accesso sbagliati: 1 giorno
    • ordini, pagamenti e movimenti: almeno 10 anni, come chiede la legge italiana
    • il resto: finché i tuoi dati non vengono cancellati, dopo la chiusura dell'account

    <b>Dove</b>
    • sul server del fornitore e nelle sue copie di sicurezza
    • <b>Telegram</b> porta i messaggi della chat, e li conserva secondo le sue regole
    • <b>Stripe</b> riceve i pagamenti con carta: il bot non vede mai la carta
    • le e-mail arrivano al tuo indirizzo di riferimento
    • la segreteria del tuo ente li vede dal bot, e ogni volta che apre la tua scheda resta scritto

    <b>A chi chiedere</b>
    Al tuo ente, quello che ti ha dato la casella.</blockquote>
privacy-document = 📄 <b>I tuoi dati</b>: tutto quello che conserviamo di te. Il file contiene informazioni personali: non inoltrarlo.
privacy-sent = 📄 <b>Ecco i tuoi dati</b>, in un file qui nella chat. Si apre con qualsiasi programma che legge testo.

# Dimenticare una chat.
forget-chat =
    🧹 <b>Dimenticare questa chat?</b>

    La sessione si chiude, e cancelliamo la lingua e il legame tra questa chat e il tuo account. La casella, i servizi e il credito restano come sono.

    Il registro degli accessi si cancella da solo dopo 90 giorni. Le prove degli avvisi già inviati restano con il tuo account. I messaggi già ricevuti restano su Telegram: se vuoi, cancella la conversazione.
forget-chat-last-email = ⚠️ Questa è <b>l'unica chat</b> in cui ti avvisiamo. Dopo, gli avvisi di scadenza arrivano <b>solo per e-mail</b>.
forget-chat-last = ⚠️ Questa è <b>l'unica chat</b> in cui ti avvisiamo. Dopo, gli avvisi di scadenza <b>non arrivano più</b>.
forget-chat-others = Gli avvisi continuano ad arrivare nelle altre tue chat.
forget-chat-unlinked = In questa chat adesso non arrivano avvisi.
forget-chat-done =
    🧹 <b>Chat dimenticata.</b> Qui non arrivano più avvisi.

    Se torni, scrivi /start: ricominciamo da capo.

# Cancellare i dati personali.
erase =
    🗑 <b>Cancellare i tuoi dati?</b>

    Il tuo account è chiuso, quindi si può fare.

    <b>Cancelliamo</b> nome, codice fiscale, e-mail, telefono, indirizzo, nomi delle caselle, chat, accessi e testi degli avvisi.

    <b>Restano</b> gli importi e le date di ordini e pagamenti, senza il tuo nome: lo chiede la legge.

    Prima ti mandiamo qui una copia di tutto. I messaggi già ricevuti restano su Telegram: se vuoi, cancella la conversazione.

    ⚠️ <b>Non si può annullare.</b>
erase-not-closed = 🗑 <b>I tuoi dati non si possono ancora cancellare</b>, perché il tuo account non è chiuso:
erase-more =
    { $count ->
        [one] • e un altro motivo
       *[other] • e altri { $count } motivi
    }
erase-nothing-done = Non è stato cancellato nulla.
erase-done =
    ✅ <b>I tuoi dati sono stati cancellati.</b> Nei conti, al posto del tuo nome, c'è <code>{ $pseudonym }</code>.

    Qui non arrivano più avvisi.

# Che cosa impedisce la cancellazione, e che cosa fare.
obstacle-active = • { $mailbox } è attiva fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>. Per chiuderla rivolgiti al tuo ente.
obstacle-suspended = • { $mailbox } è sospesa, ma non chiusa. Per chiuderla rivolgiti al tuo ente.
obstacle-being-renewed = • { $mailbox } è arrivata alla scadenza, e stiamo per rinnovarla o chiuderla. Riprova tra qualche minuto.
obstacle-addon = • Un servizio di { $mailbox } è attivo fino { ELIDES($until, "al ", "all'") }<b>{ $until }</b>. Se non lo rinnovi, quel giorno finisce.
obstacle-order = • Un ordine per { $mailbox } aspetta il pagamento. Annullalo dal menu, oppure riprova dopo 24 ore.
obstacle-top-up = • Una ricarica può ancora essere pagata. Riprova tra 24 ore, quando il suo link non vale più.
obstacle-credit = • Hai ancora <b>{ $amount }</b> di credito, e non deve andare perso. Usalo, oppure chiedi al tuo ente come riaverlo.
obstacle-owed = • Per un pagamento contestato { ONE($amount, "resta", "restano") } da versare <b>{ $amount }</b>. Rivolgiti al tuo ente.
obstacle-message = • Ti stiamo mandando un messaggio proprio adesso. Riprova tra qualche minuto.

key-privacy = 🛡️ Privacy
key-back-to-privacy = ‹ Privacy
key-my-data = 📄 Mandami i miei dati
key-forget-chat = 🧹 Dimentica questa chat
key-forget-chat-now = Dimentica questa chat
key-erase = 🗑 Cancella i miei dati
key-erase-now = Cancella per sempre
