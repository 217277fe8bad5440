package dialogue_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/db"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// reported is a portal with a report, and the device that took it.
func reported(t *testing.T) (*portaltest.Portal, *portaltest.Device, civic.Report) {
	t.Helper()
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	r := d.Report()
	d.Tell(journal.Hash{}, r)
	d.PushAll()
	return p, d, r
}

// heard are the messages in a device's feed.
func heard(t *testing.T, d *portaltest.Device) (list []civic.Message) {
	t.Helper()
	reply, problem := d.Sync(wire.SyncRequest{})
	if problem != nil {
		t.Fatal(problem)
	}
	for _, c := range reply.Changes {
		if c.Kind != wire.ChangeMessage {
			continue
		}
		var w wire.Message
		if err := journal.Decode(c.Body, &w); err != nil {
			t.Fatal(err)
		}
		m, err := w.Civic(d.Is.SignKey)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, m)
	}
	return list
}

func TestStaffAreHeard(t *testing.T) {
	p, d, r := reported(t)
	stranger := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	say := func(text string, private bool) civic.Message {
		t.Helper()
		m, err := p.Message(t.Context(), r.Number, civic.Message{Text: text, Author: "Ветров А. Б.", Private: private})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	first := say(" С какого\r\nдня? ", true)
	if again := say("С какого\nдня?", true); again != first || first.Text != "С какого\nдня?" || first.Side != civic.SideOffice {
		t.Errorf("said again: %+v, first %+v", again, first)
	}
	second := say("С какого\nдня?", false) // to everybody
	if second.ID == first.ID {
		t.Error("in the open it is another message")
	}
	if got := heard(t, d); !slices.Equal(got, []civic.Message{first, second}) {
		t.Errorf("heard %+v", got)
	}
	if got := heard(t, stranger); len(got) != 0 {
		t.Errorf("a neighbour heard %+v", got)
	}
	var wrong *civic.UnfitError
	if _, err := p.Message(t.Context(), r.Number, civic.Message{}); !errors.As(err, &wrong) || !errors.Is(err, civic.ErrUnfit) || len(wrong.Keys) != 2 {
		t.Errorf("nothing said: %v", err)
	}
	if _, err := p.Message(t.Context(), "СТ-99-0001", civic.Message{Text: "т", Author: "п"}); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("%v", err)
	}
	p.Verified(t)
}

// tells makes a device's entry of a message; change is what a faulty one would do.
func tells(t *testing.T, d *portaltest.Device, m civic.Message, personal []byte) {
	t.Helper()
	m.At = d.Entries[0].Time
	public, own, err := journal.EncodeMessage(m)
	if err != nil {
		t.Fatal(err)
	}
	if personal == nil {
		personal = own
	}
	var sealed []byte
	if personal != nil {
		key, err := journal.ParseSealKey(d.Is.SealKeys[0])
		if err == nil {
			sealed, err = key.Seal(d.ID, public, personal)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	d.Append(journal.Hash{}, journal.KindMessage, public, sealed)
}

// What points say is kept once and judged; private words are read by staff and stand nowhere in the open; an audit comes to the same.
func TestPointsAreHeard(t *testing.T) {
	home := t.TempDir()
	p := portaltest.Start(t, home, 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	r := d.Report()
	d.Tell(journal.Hash{}, r)
	open := civic.Message{ID: civic.MessageID{1}, Report: r.ID, Text: "У магазина", Operator: 3}
	private := civic.Message{ID: civic.MessageID{2}, Report: r.ID, Text: "Канарейкина дома после шести", Private: true}
	tells(t, d, open, nil)
	tells(t, d, private, nil)
	tells(t, d, private, nil) // told again after a restore
	if reply := d.PushAll(); len(reply.Verdicts) > 0 {
		t.Errorf("%+v", reply.Verdicts)
	}
	for name, row := range map[string]struct {
		m        civic.Message
		personal []byte
		want     string
	}{
		"without words":   {civic.Message{ID: civic.MessageID{9}, Report: r.ID}, nil, "verdict.message"},
		"empty inside":    {civic.Message{ID: civic.MessageID{9}, Report: r.ID, Private: true}, nil, "verdict.message"},
		"too long":        {civic.Message{ID: civic.MessageID{9}, Report: r.ID, Text: strings.Repeat("я", civic.MaxMessageText+1)}, nil, "verdict.message"},
		"open and sealed": {civic.Message{ID: civic.MessageID{9}, Report: r.ID, Text: "т"}, []byte{0xa0}, "verdict.message"},
		"rubbish inside":  {civic.Message{ID: civic.MessageID{9}, Report: r.ID, Private: true}, []byte("x"), "verdict.sealed"},
		"no id":           {civic.Message{Report: r.ID, Text: "т"}, nil, "verdict.unreadable"},
		"of no report":    {civic.Message{ID: civic.MessageID{9}, Report: civic.ReportID{5}, Text: "т"}, nil, "verdict.no-report"},
	} {
		tells(t, d, row.m, row.personal)
		reply := d.PushAll()
		if n := len(reply.Verdicts); n == 0 || reply.Verdicts[n-1].Key != row.want || reply.Verdicts[n-1].Seq != uint64(len(d.Entries)) {
			t.Errorf("%s: %+v, want %s", name, reply.Verdicts, row.want)
		}
	}
	p.Restart(t)
	if _, err := p.Message(t.Context(), r.Number, civic.Message{Text: "Понял", Author: "Ветров"}); err != nil {
		t.Fatal(err)
	}
	said, err := p.Messages(t.Context(), r.ID)
	if err != nil || len(said) != 3 || said[0].Text != open.Text || said[0].Operator != 3 || said[1].Text != private.Text || !said[1].Private ||
		said[2].Side != civic.SideOffice {
		t.Errorf("%+v, %v", said, err)
	}
	p.Verified(t)
	for _, name := range []string{portal.FileName, portal.FileName + "-wal"} {
		content, err := os.ReadFile(filepath.Join(home, name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if strings.Contains(string(content), "Канарейкина") {
			t.Errorf("%s says what is private", name)
		}
	}
}
