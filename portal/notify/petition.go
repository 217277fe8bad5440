package notify

import (
	"context"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/jobs"
	"priyom/portal/petitions"
)

// petitionPage is how many people are told of a petition in one transaction: others want to write, too.
const petitionPage = 200

// Petition tells those who signed or follow a petition what became of it: it is the handler of petitions.JobTell. Killed in between, it
// begins again, and nobody hears twice.
func (o *Office) Petition(ctx context.Context, job db.Job) error {
	id, what, err := petitions.Announced(job.Key)
	if err != nil {
		return jobs.Hopeless(err)
	}
	var after db.Account
	for more := true; more; {
		err := o.db.Write(ctx, func(tx *db.Tx) error {
			s, err := o.read(tx)
			if err != nil {
				return err
			}
			p, err := tx.Petition(id)
			if err != nil {
				return err
			}
			page, err := tx.PetitionHearers(id, after, petitionPage)
			if err != nil {
				return err
			}
			var to []hearer
			for _, account := range page {
				if err := o.addAccount(tx, s, &to, map[db.Account]bool{{}: true}, account, db.NewsPetition, false); err != nil {
					return err
				}
				after = account
			}
			more = len(page) == petitionPage
			return o.tell(tx, s, o.ofPetition(s, p, what), to)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (o *Office) ofPetition(s Settings, p db.Petition, what petitions.News) piece {
	return piece{event: "petition/" + p.ID.String() + "/" + string(what), news: db.NewsPetition, say: func(lang civic.Lang, _ bool) (string, Item) {
		word := "petition." + string(what)
		subject := o.words.say(lang, word+".subject", "Number", p.Number)
		item := Item{Title: subject, Brief: subject, Paragraphs: []string{
			p.Title, o.words.say(lang, word+".text", "Valid", p.Tally.Valid, "Needed", p.Threshold.Needed()),
		}}
		if base := o.Base(s); base != "" {
			item.Link, item.LinkText = base+"/petitions/"+p.Number, o.words.say(lang, "link.petition")
		}
		return subject, item
	}}
}
