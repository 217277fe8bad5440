package present_test

import (
	"testing"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/store/vault"
)

// What another process brings into the home folder while the window is open is shown in it, and sent, as if it had been taken there.
func TestReportsOfAnotherProcessAreNoticed(t *testing.T) {
	l, env, p := open(t)
	at := portaltest.Start(t, t.TempDir(), 0)
	enrolled(t, l, p, at)
	l.Until("the journal is read", func() bool { return !p.Journal.State().Loading })
	v, err := vault.Open(env.Home, env.Secrets)
	if err != nil {
		t.Fatal(err)
	}
	other, err := store.Open(t.Context(), env.Home, v, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := storetest.Capture(t, other, "яма у остановки")
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	l.Until("it is in the list", func() bool { return p.Journal.State().Rows == 1 && p.Journal.Row(0).Loaded })
	l.Until("it is delivered", func() bool { return p.Journal.Row(0).Status == civic.StatusDelivered })
	if _, ok := at.AllReports(t)[r.ID]; !ok {
		t.Error("the portal hasn't got it")
	}
}
