package present_test

import (
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
)

func TestFollow(t *testing.T) {
	for address, want := range map[string][2]string{
		"https://portal.example/#АБВГ":        {"https://portal.example/", "АБВГ"},
		"priyom:https://portal.example#ABCD":  {"https://portal.example", "ABCD"},
		"priyom:http://192.168.1.5:8377/#A-B": {"http://192.168.1.5:8377/", "A-B"},
		"priyom:":                             {"", ""},
	} {
		loop := presenttest.NewLoop(t)
		env := presenttest.Env(t, loop)
		var open func(string)
		env.Links = func(told func(string)) { open = told }
		p := presenttest.Open(t, loop, env)
		p.Go(present.PageJournal)
		open(address)
		loop.Drain()
		at := present.PageJoin
		if want[0] == "" {
			at = present.PageJournal
		}
		if s := p.Join.State(); s.URL != want[0] || s.Code != want[1] || p.State().Page != at {
			t.Errorf("%s: %q, %q on %s", address, s.URL, s.Code, p.State().Page)
		}
	}
}
