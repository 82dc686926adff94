# Dove è aperto l'account, e chi è entrato.
chats =
    🔐 <b>Accessi e chat</b>

    Gli avvisi arrivano nelle chat collegate. Se una non la riconosci, scollegala e cambia la password della casella.
chat-here = <b>{ $place }. Questa chat</b>
chat-elsewhere = <b>{ $place }. Un'altra chat</b>
chat-linked = Collegata { ELIDES($at, "il ", "l'") }<b>{ $at }</b>
chat-since-unknown = Non sappiamo da quando è collegata.
chat-used = Usata l'ultima volta { ELIDES($at, "il ", "l'") }<b>{ $at }</b>
chat-blocked = 🔕 Lì il bot è bloccato: gli avvisi non arrivano.
chat-unlinked = Chat scollegata.

accesses =
    { $page ->
        [1] 🕘 <b>Accessi degli ultimi 90 giorni</b>
       *[other] 🕘 <b>Accessi degli ultimi 90 giorni</b>, pagina { $page }
    }
accesses-none = 🕘 Qui non c'è nessun accesso degli ultimi 90 giorni.
access-here = <b>{ $at }</b>, questa chat
access-elsewhere = <b>{ $at }</b>, un'altra chat
access-line = { $what }: { $mailbox }
access-logged-in = ✅ Accesso
access-failed = ⚠️ Password sbagliata
access-logged-out = 👋 Uscita
access-ended = 🔐 Sessione chiusa dal tuo ente
access-unlinked = 🔌 Chat scollegata
access-password-changed = 🔑 Password cambiata
access-password-recovered = 🔑 Nuova password dopo il recupero

log-out-everywhere =
    <b>Vuoi uscire da tutte le chat?</b>

    Si scollegano tutte, anche questa. Per rientrare servono casella e password.
log-out-everywhere-mail = Fino ad allora gli avvisi arrivano <b>solo per e-mail</b>.
log-out-everywhere-silence = ⚠️ Fino ad allora <b>non arriva nessun avviso</b>.
logged-out-everywhere =
    👋 <b>Tutte le chat sono scollegate</b>, anche questa.

    Per rientrare servono casella e password.

access-was-mine = 👍 <b>Grazie.</b> L'accesso era tuo: è tutto a posto.
access-revoked =
    ✅ <b>Quella chat è scollegata.</b> Gli avvisi non ci arrivano più, e per rientrare serve la password.

    Chi è entrato però la conosce: <b>cambiala subito</b>.
access-revoked-here =
    ✅ <b>Quell'accesso era in questa chat</b>, e adesso è chiuso.

    Se non eri tu, qualcuno conosce la password: <b>cambiala subito</b>.
access-revoked-before =
    ✅ Quella chat era <b>già scollegata</b>.

    Se non eri tu, chi è entrato conosce la password: <b>cambiala subito</b>, se non l'hai già fatto.

notice-new-login =
    🔐 <b>Nuovo accesso</b>
    Qualcuno è entrato con la password di <b>{ $mailbox }</b> da una nuova chat Telegram, { ELIDES($at, "il ", "l'") }<b>{ $at }</b>.

    <b>Eri tu?</b> Allora va tutto bene. Se non eri tu, scollega quella chat e cambia subito la password.
notice-chat-unlinked =
    🔌 <b>Questa chat è stata scollegata</b> { ELIDES($at, "il ", "l'") }<b>{ $at }</b>.

    Qui non arrivano più avvisi. Per ricollegarla, accedi di nuovo.

key-accesses = 🔐 Accessi e chat
key-history = 🕘 Ultimi accessi
key-unlink-chat = Scollega la chat { $place }
key-more-chats = Altre chat ›
key-log-out-everywhere = Esci da tutte le chat
key-log-out-everywhere-now = Sì, esci da tutte
key-back-to-chats = ‹ Accessi e chat
key-was-me = Sì, ero io
key-was-not-me = No, scollega quella chat
