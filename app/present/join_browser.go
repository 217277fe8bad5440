package present

import (
	"context"

	"priyom/sync/engine"
)

// ByBrowser opens the portal's page, on which somebody signs in. On a computer the page leads back to this program by a port of its own, on a
// phone by a link that opens it; the code can be typed as well.
func (j *Join) ByBrowser() {
	v, url := j.p.Voice(), j.state.URL
	j.begin("join.busy.browser")
	j.do(func(ctx context.Context) (func(), error) {
		a := engine.Asking{Way: engine.JoinBrowser, Back: engine.BackScheme}
		var door *engine.BackDoor
		if j.p.env.Links == nil {
			var err error
			if door, err = engine.OpenBackDoor(v.Say("join.back-in-app")); err != nil {
				j.p.env.Log.Warn("no way back from the browser", "error", err) // the code is typed then
				a.Back = ""
			} else {
				a.Back = door.Address
			}
		}
		asked, err := engine.AskJoin(ctx, j.p.store, j.p.line, url, a)
		if err != nil && door != nil {
			_ = door.Close() // nobody comes
		}
		return func() {
			j.take(asked)
			j.state.Step, j.state.Code, j.door = JoinBrowser, "", door
			j.await()
			j.OpenPage()
		}, err
	}, "")
}

// OpenPage opens the page once more.
func (j *Join) OpenPage() {
	if open := j.p.env.OpenURL; open != nil && j.state.Page != "" {
		if err := open(j.state.Page); err != nil {
			j.p.env.Log.Warn("page not opened", "error", errorKind(err))
			j.wrong("", "join.no-browser")
		}
	}
}

// await waits for the browser to come back to this computer.
func (j *Join) await() {
	door, round, url, secret := j.door, j.round, j.state.URL, j.secret()
	if door == nil {
		return
	}
	j.p.workers.Go(func() {
		code, err := door.Wait(j.p.ctx, secret)
		if err != nil {
			return // the program ends
		}
		j.p.env.Post(func() {
			if round == j.round {
				j.spend(url, code)
			}
		})
	})
}

// end ends what waits, and writes down what was typed.
func (j *Join) end() {
	if j.timer != nil {
		j.flush()
	}
	j.drop()
}
