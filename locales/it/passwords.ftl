password-which = 🔑 Di quale casella vuoi cambiare la password?
password-current = 🔑 Scrivi la <b>password attuale</b> di { $mailbox }.
password-deleted = Cancello subito i messaggi con le password.
password-new = 🔑 Adesso scrivi la <b>nuova password</b> di { $mailbox }. Le regole:
password-rule-length = • da { $least } a { $most } caratteri
password-rule-upper_case = • almeno una lettera maiuscola
password-rule-lower_case = • almeno una lettera minuscola
password-rule-digit = • almeno una cifra
password-rule-printable = • solo caratteri che si vedono, su una sola riga
password-rule-no_mailbox_name = • senza il nome della casella
password-rule-not_the_old_one = • diversa dalla password di adesso
password-too-weak = Questa password non va bene. <b>Non rispetta queste regole:</b>
password-retry = Scrivine un'altra.
password-again = 🔑 Scrivi <b>ancora una volta</b> la nuova password, per sicurezza.
password-changed =
    ✅ <b>La password di { $mailbox } è cambiata.</b>

    Aggiornala anche nei programmi e sui telefoni con cui leggi questa casella. Nelle altre chat dovrai accedere di nuovo; se una non è tua, scollegala.

recover-which =
    🔑 <b>Password dimenticata</b>

    Scrivi il nome completo della casella PEC, per esempio: nome.cognome@pec.archrm.it
recover-code =
    🔑 Se <b>{ $mailbox }</b> esiste, alla sua e-mail di riferimento sta arrivando un <b>codice di 6 cifre</b>.

    <b>Scrivilo qui</b> entro 30 minuti.
recover-nothing = Non arriva nulla? Guarda nella posta indesiderata, e controlla il nome della casella: se è sbagliato, riscrivilo qui. Se l'e-mail di riferimento non è più tua, rivolgiti al tuo ente.
recover-fiscal-code =
    Il codice è giusto. Un'ultima verifica: scrivi il tuo <b>codice fiscale</b>.

    Serve perché questa e-mail non è mai stata confermata da te.
recover-done =
    ✅ <b>La nuova password di { $mailbox } è attiva.</b>

    Aggiornala anche nei programmi e sui telefoni con cui leggi questa casella. Ora accedi con quella.

key-change-password = 🔑 Cambia la password
key-forgot-password = Password dimenticata?
