package api

import (
	"net/http"
	"time"

	"priyom/portal/db"
	"priyom/portal/intake"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// sync takes a device's entries in, tells how much of its files is here, and what changed for it.
func (a *API) sync(w http.ResponseWriter, r *http.Request, n *note) error {
	device, signature, err := a.known(r, n)
	if err != nil {
		return err
	}
	raw, err := a.message(w, r, wire.MaxMessage, n)
	if err != nil {
		return err
	}
	if device, err = a.trust(r, device, raw, signature); err != nil {
		return err
	}
	var req wire.SyncRequest
	if err := a.Codec.UnpackBytes(raw, &req); err != nil {
		return err
	}
	said, err := readSaid(req)
	if err != nil {
		return err
	}
	answer, err := a.Intake.Take(r.Context(), device, said)
	if err != nil {
		return err
	}
	n.entries = answer.New
	reply := a.answer(device, answer)
	if reply.Blobs, err = a.blobStates(r.Context(), device.ID, req.Blobs); err != nil {
		return err
	}
	if err := a.feed(r.Context(), device, req.Cursor, &reply); err != nil {
		return err
	}
	return a.reply(w, reply)
}

// readSaid takes a request off the wire.
func readSaid(req wire.SyncRequest) (said intake.Said, err error) {
	if len(req.Batches) > wire.MaxBatches || len(req.Blobs) > wire.MaxBlobAsked {
		return said, wire.ProblemTooLarge
	}
	for _, raw := range req.Batches {
		b, err := journal.ParseBatch(raw)
		if err != nil {
			return said, err
		}
		said.Batches = append(said.Batches, b)
	}
	if req.Known != nil {
		head := req.Known.Journal()
		said.Known = &head
	}
	if q := req.Waiting; q != nil {
		said.Waiting = &db.Queue{Entries: int64(q.Entries), Files: int64(q.Files), Bytes: q.Bytes}
		if q.Oldest != 0 {
			said.Waiting.Oldest = time.UnixMilli(q.Oldest).UTC()
		}
	}
	return said, nil
}

// answer signs for what is held, which is durable by now.
func (a *API) answer(device db.Device, answer intake.Answer) wire.SyncReply {
	now := a.DB.Now()
	reply := wire.SyncReply{Time: now.UnixMilli()}
	for _, h := range answer.Heads {
		reply.Receipts = append(reply.Receipts, wire.NewReceipt(journal.NewReceipt(device.ID, h, now, a.Keys.Sign)))
	}
	for _, v := range answer.Verdicts {
		reply.Verdicts = append(reply.Verdicts, wire.Verdict{Epoch: uint64(v.Epoch), Seq: v.Seq, Key: v.Key})
	}
	if answer.Fork != nil {
		head := wire.NewHead(*answer.Fork)
		reply.Fork = &head
	}
	return reply
}
