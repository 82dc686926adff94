notice-email-code =
    Il codice per confermare questo indirizzo è <b>{ $code }</b>.

    Scrivilo nella chat Telegram entro le <b>{ TIME($until) }</b>. Da quel momento gli avvisi per { $mailbox } arrivano qui.

    Se non l'hai chiesto tu, non fare nulla: senza codice non cambia niente.
notice-recovery-code =
    Il codice per impostare una nuova password di { $mailbox } è <b>{ $code }</b>.

    Scrivilo nella chat Telegram entro le <b>{ TIME($until) }</b>.

    <b>Non darlo a nessuno</b>, nemmeno a chi dice di chiamare per il tuo ente. Se non l'hai chiesto tu, non fare nulla: la password resta quella di adesso.
notice-email-changed =
    ✉️ L'e-mail di riferimento di { $mailbox } adesso è <b>{ $address }</b>. Gli avvisi arrivano lì.

    Se non l'hai cambiata tu, accedi subito, controlla i tuoi dati e cambia la password della casella.
notice-password-changed =
    🔑 La password di <b>{ $mailbox }</b> è cambiata { ELIDES($at, "il ", "l'") }{ $at }.

    Da adesso si accede con quella nuova. Se non l'hai cambiata tu, impostane subito un'altra.

key-not-me-password = Non l'ho fatto io
