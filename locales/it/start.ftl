language-name = Italiano
language-current = ✓ { $name }
language-welcome = 👋 Ti diamo il benvenuto nell'Area Clienti. In che lingua preferisci continuare?
language-question = In che lingua preferisci continuare?

welcome =
    👋 <b>Area Clienti</b>

    Ti diamo il benvenuto. Da qui segui la tua casella PEC:
    • controlli scadenza e spazio
    • acquisti servizi aggiuntivi
    • ricarichi il credito con carta

    Per cominciare, accedi con la tua casella.
