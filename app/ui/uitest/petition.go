package uitest

import (
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

// Publish has the portal tell of a petition, and how it stands.
func (c *Clerk) Publish(p civic.Petition, valid int) {
	c.t.Helper()
	c.Wait(time.Minute)
	f := store.Feed{Petitions: []civic.Petition{p}, Cursor: fmt.Sprint(c.now.UnixNano())}
	if valid > 0 {
		f.Tallies = []store.TallyChange{{Petition: p.ID, Tally: civic.Tally{Collected: valid + 3, Valid: valid, Duplicate: 3, AsOf: c.now}}}
	}
	if err := c.s.TakeFeed(c.t.Context(), f); err != nil {
		c.t.Fatal(err)
	}
}

// Sign takes a signature.
func (c *Clerk) Sign(p civic.Petition, name string) {
	c.t.Helper()
	g := storetest.Signature(c.t, c.s, p)
	g.SignedOn, g.Signatory.Name = civic.DateOf(c.now), name
	if _, err := c.s.Sign(c.t.Context(), g); err != nil {
		c.t.Fatal(err)
	}
}

// Petitions are three as a village has them: one that runs, one whose threshold is reached, one that hasn't begun.
func Petitions(c *Clerk) []civic.Petition {
	c.Enroll()
	today := civic.DateOf(c.now)
	bridge := civic.Petition{
		ID: civic.PetitionID{1}, Number: "2026-03", Version: 1, Title: "Отремонтировать пешеходный мост через Липовку",
		Text: "Мы, жители сёл Ставчены и Липовый Лог, просим отремонтировать пешеходный мост через реку Липовку у школы до начала весеннего паводка.\n\n" +
			"Настил провалился в трёх местах, перил нет с прошлой осени. Каждый день по мосту идут в школу сорок детей; зимой они ходят по льду.",
		Settlements: []string{"с. Ставчены", "с. Липовый Лог"}, From: today.AddDays(-40), To: today.AddDays(50), Threshold: civic.Threshold{Count: 100},
		Proofs: []civic.Proof{civic.ProofDrawn, civic.ProofWet, civic.ProofOwn}, Birth: civic.BirthYear, MinAge: 14, PublishedAt: c.now,
	}
	bus := bridge
	bus.ID, bus.Number, bus.Title, bus.Text = civic.PetitionID{2}, "2026-02", "Вечерний автобус до районного центра", "Просим пустить автобус в 20:15."
	bus.Proofs = []civic.Proof{civic.ProofDrawn, civic.ProofWet}
	bus.Settlements, bus.To, bus.PublishedAt, bus.Threshold = nil, today.AddDays(3), c.now.Add(-time.Hour), civic.Threshold{Count: 50}
	doctor := bridge
	doctor.ID, doctor.Number, doctor.Title, doctor.Text = civic.PetitionID{3}, "2026-01", "Фельдшер на каждый день", "Просим открыть медпункт."
	doctor.From, doctor.PublishedAt = today.AddDays(5), c.now.Add(-2*time.Hour)
	for i, p := range []civic.Petition{bridge, bus, doctor} {
		c.Publish(p, []int{61, 57, 0}[i])
	}
	if c.role != civic.RoleCitizen { // there only its owner signs
		c.Sign(bridge, "Петрова Анна Сергеевна")
		c.Sign(bridge, "Козак Иван Петрович")
	}
	return []civic.Petition{bridge, bus, doctor}
}
