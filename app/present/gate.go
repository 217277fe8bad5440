package present

import (
	"context"
	"errors"
	"unicode/utf8"

	"priyom/lang"
	"priyom/store"
	"priyom/store/vault"
)

// MinPassphrase is the least length of a passphrase, in characters.
const MinPassphrase = 8

// GateStep is what stands between a person and the program.
type GateStep string

// The steps.
const (
	GateOpening GateStep = "opening" // nothing to do but wait
	GateAsk     GateStep = "ask"     // for the passphrase
	GateInvent  GateStep = "invent"  // a passphrase, at the first start without a keyring
	GateTrouble GateStep = "trouble" // it can't be opened; Retry may help
	GateBusy    GateStep = "busy"    // another window has it; Retry after that was closed
)

// GateState is what the gate shows.
type GateState struct {
	Step    GateStep
	Problem string // what is wrong, in words; "" if nothing is
}

// Gate opens the home folder at the start.
type Gate struct {
	OnChange func()
	OnOpen   func(*Point)

	env   *Env
	look  Look
	lane  *lane
	state GateState
}

// NewGate makes a closed gate. Begin starts it.
func NewGate(env *Env) *Gate {
	return &Gate{env: env, look: LoadLook(env.Home, env.Locale), lane: newLane(context.Background(), env.Post), state: GateState{Step: GateOpening}}
}

// State is what to show.
func (g *Gate) State() GateState { return g.state }

// Look is how to show it.
func (g *Gate) Look() Look { return g.look }

// SetLook changes language, variant or text size.
func (g *Gate) SetLook(l Look) {
	g.look = l.mended()
	if g.state.Problem != "" {
		g.state.Problem = ""
	}
	if err := g.look.save(g.env.Home); err != nil {
		g.env.Log.Warn("look not kept", "error", err)
	}
	g.changed()
}

// Voice speaks the language of the look.
func (g *Gate) Voice() *lang.Voice { return g.env.Catalogue.Voice(g.look.Lang) }

// HasDemo says that there is a district for trying things out.
func (g *Gate) HasDemo() bool { return g.env.Demo != nil }

// Begin opens the home folder with what is at hand, or asks for what is missing.
func (g *Gate) Begin() { g.open(g.env.Secrets, false) }

// Retry tries again after trouble.
func (g *Gate) Retry() { g.Begin() }

// Enter opens with the passphrase that somebody typed.
func (g *Gate) Enter(passphrase string) {
	if passphrase == "" {
		g.show(GateAsk, "gate.empty")
		return
	}
	g.open(vault.Secrets{Passphrase: passphrase}, true)
}

// Invent makes a new home folder under a passphrase that was typed twice.
func (g *Gate) Invent(passphrase, again string) {
	switch {
	case utf8.RuneCountInString(passphrase) < MinPassphrase:
		g.show(GateInvent, "gate.short")
	case passphrase != again:
		g.show(GateInvent, "gate.differ")
	default:
		g.open(vault.Secrets{Passphrase: passphrase}, true)
	}
}

// Restore brings the newest backup that is on a stick or in a usual place into the empty home folder, and then asks for what
// opens it.
func (g *Gate) Restore() {
	if g.state.Step != GateInvent {
		return
	}
	g.state = GateState{Step: GateOpening}
	g.changed()
	g.lane.do(func(ctx context.Context) func() {
		err := g.restore(ctx)
		return func() {
			if err != nil {
				g.env.Log.Warn("not restored", "error", err)
				g.state = GateState{Step: GateInvent, Problem: trouble(g.Voice(), err)}
				g.changed()
				return
			}
			g.Begin()
		}
	})
}

func (g *Gate) restore(ctx context.Context) error {
	var newest string
	var at store.Backup
	if g.env.Roots != nil {
		for _, root := range g.env.Roots() {
			for _, folder := range store.FindBackups(root.Path) {
				if b, err := store.ReadBackup(folder); err == nil && b.MadeAt.After(at.MadeAt) {
					newest, at = folder, b
				}
			}
		}
	}
	if newest == "" {
		return store.ErrBackup
	}
	_, err := store.Restore(ctx, newest, g.env.Home)
	return err
}

func (g *Gate) open(secrets vault.Secrets, typed bool) {
	before := g.state.Step
	g.state = GateState{Step: GateOpening}
	g.changed()
	g.lane.do(func(ctx context.Context) func() {
		p, err := openPoint(ctx, g.env, g.env.Home, secrets, nil)
		if err == nil {
			return func() { g.OnOpen(p) }
		}
		has, statusErr := vault.Status(g.env.Home)
		return func() { g.failed(errors.Join(err, statusErr), has, before, typed) }
	})
}

// failed decides what to ask for.
func (g *Gate) failed(err error, has vault.Source, before GateStep, typed bool) {
	var busy *busyError
	switch {
	case errors.As(err, &busy):
		g.state = GateState{Step: GateBusy, Problem: busy.words(g.Voice(), g.env.Clock())}
	case errors.Is(err, vault.ErrNeedPassphrase) && has == "":
		g.state = GateState{Step: GateInvent}
	case errors.Is(err, vault.ErrNeedPassphrase):
		g.state = GateState{Step: GateAsk}
	case errors.Is(err, vault.ErrKeyring) && recoverable(g.env.Home):
		g.state = GateState{Step: GateAsk, Problem: g.Voice().Say("gate.keyring-gone")}
	case errors.Is(err, vault.ErrWrongPassphrase):
		g.state = GateState{Step: GateAsk, Problem: trouble(g.Voice(), err)}
	case typed && before == GateInvent && has == "":
		g.state = GateState{Step: GateInvent, Problem: trouble(g.Voice(), err)}
	default:
		g.state = GateState{Step: GateTrouble, Problem: trouble(g.Voice(), err)}
	}
	g.env.Log.Warn("not opened", "error", err)
	g.changed()
}

// recoverable says that a code on paper opens the folder whose keyring is gone.
func recoverable(home string) bool {
	has, err := vault.HasRecovery(home)
	return err == nil && has
}

func (g *Gate) show(step GateStep, key string) {
	g.state = GateState{Step: step, Problem: g.Voice().With(key, lang.Args{"Min": MinPassphrase})}
	g.changed()
}

func (g *Gate) changed() {
	if g.OnChange != nil {
		g.OnChange()
	}
}
