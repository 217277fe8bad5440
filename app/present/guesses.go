package present

import (
	"context"
	"slices"

	"priyom/civic"
)

const (
	// guessesOffered is how many categories are proposed for what somebody wrote.
	guessesOffered = 3
	// habitsOf is how many of the last reports a device learns from.
	habitsOf = 200
	// surely is how much likelier than the second the first must be to stand out.
	surely = 1.5
)

// Guesses proposes categories for what somebody writes: by the words, by what was chosen for such words on this device, and what was
// chosen last. It works without a network and learns from the device's own reports alone; nothing of it is written down.
type Guesses struct {
	OnChange func() // what is known of former choices changed

	p      *Point
	habits *civic.Habits
	busy   bool
	stale  bool
}

func newGuesses(p *Point) *Guesses { return &Guesses{p: p, stale: true} }

// Of are the likeliest categories of a text, at most three, the likeliest first; sure says that the first stands out. Without words
// they are those chosen last.
func (g *Guesses) Of(text string) (found []Category, sure bool) {
	g.learn()
	guesses := g.p.env.Known.Guess(text, g.p.look.Lang, guessesOffered, g.habits)
	for _, guess := range guesses {
		found = append(found, g.p.category(guess.Category, ""))
	}
	if len(guesses) == 0 {
		return g.Recent(guessesOffered), false
	}
	return found, len(guesses) == 1 || guesses[0].Share >= surely*guesses[1].Share
}

// Recent are the categories that were chosen last on this device, at most limit.
func (g *Guesses) Recent(limit int) []Category {
	g.learn()
	var found []Category
	for _, slug := range g.habits.Recent(limit) {
		if c, ok := g.p.env.Known.Category(slug); ok {
			found = append(found, g.p.category(c, ""))
		}
	}
	return found
}

// learn reads the last reports, if there may be new ones.
func (g *Guesses) learn() {
	if !g.stale || g.busy || g.p.Lock.Locked() {
		return
	}
	g.stale, g.busy = false, true
	g.p.read.do(func(ctx context.Context) func() {
		reports, err := g.p.store.Recent(ctx, habitsOf)
		habits := &civic.Habits{}
		for _, r := range slices.Backward(reports) { // the newest last
			habits.Learn(r.Text, r.Category)
		}
		return func() {
			g.busy = false
			if err != nil {
				g.p.env.Log.Warn("habits not read", "error", err)
				return
			}
			if g.p.Lock.Locked() {
				g.stale = true
				return
			}
			if g.habits = habits; g.OnChange != nil {
				g.OnChange()
			}
		}
	})
}
