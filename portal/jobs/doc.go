// Package jobs does later what was promised now: messages, deadlines that run out, counts that take long.
//
// Its invariant: a job that was put into the queue by a transaction that was kept is done once; whoever is killed in the middle,
// somebody else goes on. tx.AddJob makes one in the caller's own transaction; its kind and key together are its name, and the same
// name never makes a second one, even when the first is done.
//
// How often "once" is depends on the handler. HandleTx has its whole effect in the database: effect and completion are one
// transaction, so it happens exactly once. Handle reaches beyond the database (a letter, a file): should the machine die between
// the effect and its being written down, it is done again with the same key, which the other side must recognise.
//
// Several processes may share a queue. A job is taken with a lease that is held by a heartbeat and has a number: who lost
// it, because the machine slept, can't end the job any more and loses what it did in its transaction. The leases' time is
// that of the portal's clock; processes whose clocks differ by more than a lease only cost work that is done in vain.
package jobs
