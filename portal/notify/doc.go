// Package notify tells people what became of their reports: by e-mail, SMS, Telegram, or through the reception point.
//
// Its invariant: of one event one person hears once over each way they chose, however often it is told, tried or interrupted. A
// notice is kept in the transaction of its event, so that neither is ever without the other. Texts and addresses lie locked while
// they wait, are destroyed once they were sent or given up, and are in no log.
package notify
