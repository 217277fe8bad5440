package intake

import (
	"fmt"

	"priyom/portal/db"
)

// Recall gives a replay what an entry can't say any more because its sealed part was destroyed after it was counted: whose a signature
// was, as a hash, and how it counted by itself. Its person's signatures are counted again with that.
func Recall(replay *db.Tx, kept db.Signature) error {
	if err := replay.RecallSignature(kept); err != nil {
		return err
	}
	p, err := replay.Petition(kept.Petition)
	if err != nil {
		return fmt.Errorf("intake: recall %s: %w", kept.ID, err)
	}
	s, err := replay.Signature(kept.ID)
	if err != nil {
		return err
	}
	return count(replay, p, s, 0)
}
