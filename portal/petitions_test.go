package portal_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/db/dbtest"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

func tally(t *testing.T, p *portaltest.Portal, petition civic.Petition, collected, valid, duplicate int) {
	t.Helper()
	got, err := p.Petition(t.Context(), petition.Number)
	if err != nil || got.Collected != collected || got.Valid != valid || got.Duplicate != duplicate {
		t.Errorf("%d collected, %d valid, %d duplicates, %v; want %d, %d, %d", got.Collected, got.Valid, got.Duplicate, err, collected, valid, duplicate)
	}
}

// Every signature is kept, one for each person counts, and each says why it does or doesn't.
func TestSignaturesCount(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	petition := p.Published(t, p.Draft())
	a, b := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены"), portaltest.Enrolled(t, p, civic.RolePoint, "с. Липовка")
	want := map[civic.SignatureID]civic.SignatureState{}
	tell := func(d *portaltest.Device, state civic.SignatureState, change func(*civic.Signature)) civic.Signature {
		s := d.Signature(petition)
		change(&s)
		d.TellSigned(s)
		want[s.ID] = state
		return s
	}
	name := func(name string) func(*civic.Signature) { return func(s *civic.Signature) { s.Signatory.Name = name } }
	tell(a, civic.SignatureValid, name("Семёнова Анна Сергеевна"))
	first := tell(a, civic.SignatureValid, name("Козак Иван Петрович"))
	tell(a, civic.SignatureDuplicate, name("анна сергеевна семенова"))
	tell(a, civic.SignatureOutside, func(s *civic.Signature) { s.Settlement = "Липовка" })
	tell(a, civic.SignatureLate, func(s *civic.Signature) { s.SignedOn = petition.To.AddDays(1) })
	tell(a, civic.SignatureVoid, func(s *civic.Signature) { s.Text[0]++ })
	tell(a, civic.SignatureVoid, func(s *civic.Signature) { s.Signatory.Birth = civic.Date{Year: 2020} })
	tell(a, civic.SignatureVoid, func(s *civic.Signature) {
		s.Proof, s.Sheet, s.Row = civic.ProofDrawn, "", 0
		s.Signatory.Drawing = civic.Drawing{Text: civic.TextHash{1}, Width: 9, Height: 9, Strokes: []civic.Stroke{{{X: 1}, {X: 9}}}}
	})
	tell(b, civic.SignatureDuplicate, func(s *civic.Signature) { s.Signatory.Name = "Козак, Иван Петрович" })
	if reply := a.PushAll(); len(reply.Verdicts) > 0 {
		t.Errorf("verdicts %+v", reply.Verdicts)
	}
	b.PushAll()
	check := func() {
		t.Helper()
		states := p.States(t, petition)
		if len(states) != len(want) {
			t.Errorf("%d signatures, want %d", len(states), len(want))
		}
		for id, state := range want {
			if states[id] != state {
				t.Errorf("%s: %s, want %s", id, states[id], state)
			}
		}
		p.Verified(t)
	}
	check()
	tally(t, p, petition, 9, 2, 2)

	a.TellWithdrawn(first, civic.CheckedPassport) // both of his are taken back, as both came before
	a.PushAll()
	for id, s := range want {
		if id == first.ID || s == civic.SignatureDuplicate && p.States(t, petition)[id] == civic.SignatureWithdrawn {
			want[id] = civic.SignatureWithdrawn
		}
	}
	tell(b, civic.SignatureValid, func(s *civic.Signature) { s.Signatory.Name = "Иван Петрович Козак" })
	b.PushAll()
	check()
	tally(t, p, petition, 10, 2, 1)

	p.Clock.Add(time.Hour)
	if err := p.ClosePetition(t.Context(), petition.Number); err != nil {
		t.Fatal(err)
	}
	p.Clock.Add(time.Hour)
	tell(b, civic.SignatureLate, name("Опоздалов Пётр Ильич"))
	b.PushAll()
	check()
	tally(t, p, petition, 11, 2, 1)
	p.Restart(t)
	check()
}

// In whatever order devices come on the line, and however often they repeat themselves, as many people are counted.
func TestCountDoesNotDependOnWhoComesFirst(t *testing.T) {
	people := []string{"Петрова Анна", "Козак Иван", "Гончар Мария", "Орлов Пётр"}
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 4))
		p := portaltest.Start(t, t.TempDir(), 0)
		petition := p.Published(t, p.Draft())
		var devices []*portaltest.Device
		signed := map[string]bool{}
		total := 0
		for range 3 {
			d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
			for range 1 + random.IntN(5) {
				s := d.Signature(petition)
				s.Signatory.Name = people[random.IntN(len(people))]
				if random.IntN(4) == 0 {
					s.Settlement = "Липовка"
				} else {
					signed[s.Signatory.Name] = true
				}
				d.TellSigned(s)
				total++
			}
			devices = append(devices, d)
		}
		random.Shuffle(len(devices), func(i, j int) { devices[i], devices[j] = devices[j], devices[i] })
		for _, d := range devices {
			d.Push(1, 1+random.IntN(len(d.Entries)))
		}
		for _, d := range devices {
			d.PushAll()
			d.PushAll()
		}
		got, err := p.Petition(t.Context(), petition.ID.String())
		if err != nil || got.Valid != len(signed) || got.Collected != total {
			t.Errorf("seed %d: %d valid of %d, %v; want %d of %d", seed, got.Valid, got.Collected, err, len(signed), total)
		}
		p.Verified(t)
	}
}

// What can't be counted at all is kept with a verdict, and harms nothing around it.
func TestVerdictsOnSignatures(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	petition := p.Published(t, p.Draft())
	for name, row := range map[string]struct {
		role civic.Role
		tell func(d *portaltest.Device)
		want string
	}{
		"a citizen's device": {civic.RoleCitizen, func(d *portaltest.Device) { d.TellSigned(d.Signature(petition)) }, "verdict.role"},
		"of no petition": {civic.RolePoint, func(d *portaltest.Device) {
			s := d.Signature(petition)
			s.Petition[0]++
			d.TellSigned(s)
		}, "verdict.petition"},
		"no row": {civic.RolePoint, func(d *portaltest.Device) {
			s := d.Signature(petition)
			s.Row = 0
			d.TellSigned(s)
		}, "validate.row.range"},
		"not sealed": {civic.RolePoint, func(d *portaltest.Device) {
			e := d.TellSigned(d.Signature(petition))
			d.Entries = nil
			d.Append(journal.Hash{}, journal.KindSigned, e.Public, nil)
		}, "verdict.sealed"},
		"garbage":       {civic.RolePoint, func(d *portaltest.Device) { d.Append(journal.Hash{}, journal.KindSigned, []byte("x"), nil) }, "verdict.unreadable"},
		"never came":    {civic.RolePoint, func(d *portaltest.Device) { d.TellWithdrawn(d.Signature(petition), civic.CheckedPassport) }, "verdict.signature"},
		"of no meaning": {civic.RolePoint, func(d *portaltest.Device) { d.Append(journal.Hash{}, journal.KindWithdrawn, []byte{0xa0}, nil) }, "verdict.unreadable"},
	} {
		d := portaltest.Enrolled(t, p, row.role, "с. Ставчены")
		row.tell(d)
		if reply := d.PushAll(); len(reply.Verdicts) != 1 || reply.Verdicts[0].Key != row.want || len(reply.Receipts) != 1 {
			t.Errorf("%s: %+v", name, reply.Verdicts)
		}
	}
	d, other := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены"), portaltest.Enrolled(t, p, civic.RolePoint, "с. Липовка")
	s := d.Signature(petition)
	d.TellSigned(s)
	d.PushAll()
	other.TellSigned(s)
	other.TellWithdrawn(s, civic.CheckedPassport)
	if reply := other.PushAll(); len(reply.Verdicts) != 2 || reply.Verdicts[0].Key != "verdict.taken" || reply.Verdicts[1].Key != "verdict.taken" {
		t.Errorf("another's: %+v", reply.Verdicts)
	}
	tally(t, p, petition, 1, 1, 0)
	p.Verified(t)
}

// How it was known who takes a signature back is on the portal's record, with who looked, as far as the device may say so. What says nothing,
// as of an older program, takes the signature back as well.
func TestWhoTookASignatureBack(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	petition := p.Published(t, p.Draft())
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	for said, want := range map[civic.Checked]civic.Checked{
		civic.CheckedPassport: civic.CheckedPassport, civic.CheckedDocument: civic.CheckedDocument, civic.CheckedKnown: civic.CheckedKnown,
		"": "", civic.CheckedSheet: "", civic.CheckedAccount: "", "a dog": "",
	} {
		s := d.Signature(petition)
		d.TellSigned(s)
		d.TellWithdrawn(s, said)
		d.TellWithdrawn(s, civic.CheckedKnown) // once more: the first holds
		if reply := d.PushAll(); len(reply.Verdicts) > 0 {
			t.Errorf("%q: %+v", said, reply.Verdicts)
		}
		all, err := p.Signatures(t.Context(), petition.ID)
		if err != nil {
			t.Fatal(err)
		}
		last := all[len(all)-1]
		if last.ID != s.ID || last.State != civic.SignatureWithdrawn || last.BackChecked != want || (last.BackOperator == 2) != (want != "") {
			t.Errorf("%q: %+v", said, last)
		}
	}
	p.Verified(t)
}

// Devices are told of a petition under the portal's signature, and of how it stands, each only once however often it changed.
func TestFeedOfPetitions(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	petition := p.Published(t, p.Draft())
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	for range 5 {
		d.TellSigned(d.Signature(petition))
	}
	d.PushAll()
	if err := p.ClosePetition(t.Context(), petition.Number); err != nil {
		t.Fatal(err)
	}
	reply, _ := d.Sync(wire.SyncRequest{})
	if len(reply.Changes) != 2 || reply.Changes[0].Kind != wire.ChangePetition || reply.Changes[1].Kind != wire.ChangeTally {
		t.Fatalf("%+v", reply.Changes)
	}
	var change wire.PetitionChange
	if err := journal.Decode(reply.Changes[0].Body, &change); err != nil {
		t.Fatal(err)
	}
	got, err := change.Open(d.Is.SignKey)
	if err != nil || got.Hash() != petition.Hash() || got.ClosedAt.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
	change.Petition[len(change.Petition)-1]++
	if _, err := change.Open(d.Is.SignKey); !errors.Is(err, journal.ErrSignature) {
		t.Errorf("changed on the way: %v", err)
	}
	var tally wire.TallyChange
	if err := journal.Decode(reply.Changes[1].Body, &tally); err != nil || tally.Collected != 5 || tally.Valid != 1 || tally.Duplicate != 4 || tally.AsOf == 0 {
		t.Errorf("%+v, %v", tally, err)
	}
}

func TestNotPublished(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	bad := p.Draft()
	bad.Text = ""
	var wrong civic.Problems
	if _, err := p.Publish(t.Context(), bad); !errors.As(err, &wrong) || wrong[0].Field != "text" {
		t.Errorf("%v", err)
	}
	if _, err := p.Petition(t.Context(), "2026-01"); !errors.Is(err, portal.ErrNoPetition) {
		t.Errorf("%v", err)
	}
	if err := p.ClosePetition(t.Context(), civic.PetitionID{1}.String()); !errors.Is(err, portal.ErrNoPetition) {
		t.Errorf("%v", err)
	}
	first, second := p.Published(t, p.Draft()), p.Published(t, p.Draft())
	if first.Number != "2026-01" || second.Number != "2026-02" || first.Hash() == second.Hash() {
		t.Errorf("%s and %s", first.Number, second.Number)
	}
}

// A state that somebody wrote into the database by hand is found, and so is a wrong sum.
func TestTamperedCountIsFound(t *testing.T) {
	home := t.TempDir()
	p := portaltest.Start(t, home, 0)
	petition := p.Published(t, p.Draft())
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	for range 2 {
		d.TellSigned(d.Signature(petition))
	}
	d.PushAll()
	p.Verified(t)
	for _, change := range []string{
		"UPDATE signature SET state = 'valid', reason = '' WHERE state = 'duplicate'", "UPDATE petition SET valid = 90",
		"DELETE FROM signature WHERE state = 'duplicate'", "UPDATE signature SET settlement = 'Липовка'",
	} {
		tampered(t, p, home, change)
	}
}

// tampered changes the database behind the portal's back, wants the audit to find something, and takes it back.
func tampered(t *testing.T, p *portaltest.Portal, home, change string) {
	t.Helper()
	database := portaltest.Raw(t, home)
	for _, s := range []string{"CREATE TABLE s AS SELECT * FROM signature", "CREATE TABLE p AS SELECT * FROM petition", change} {
		if err := dbtest.Tamper(database, s); err != nil {
			t.Fatal(err)
		}
	}
	result, err := p.Verify(t.Context())
	if err != nil || result.OK() {
		t.Errorf("%s: %+v, %v", change, result, err)
	}
	for _, s := range []string{"DELETE FROM signature", "INSERT INTO signature SELECT * FROM s", "DROP TABLE s", "UPDATE petition SET (valid, collected) = (SELECT valid, collected FROM p)", "DROP TABLE p"} {
		if err := dbtest.Tamper(database, s); err != nil {
			t.Fatal(err)
		}
	}
	p.Verified(t)
}

// Who signed is nowhere at the portal in readable form, and the hash of one petition says nothing about another.
func TestNobodyIsNamedAtThePortal(t *testing.T) {
	home := t.TempDir()
	p := portaltest.Start(t, home, 0)
	one, two := p.Published(t, p.Draft()), p.Published(t, p.Draft())
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	d.TellSigned(d.Signature(one))
	d.TellSigned(d.Signature(two))
	d.PushAll()
	database := portaltest.Raw(t, home)
	var persons int
	if err := database.QueryRow("SELECT count(DISTINCT person) FROM signature WHERE length(person) = 32").Scan(&persons); err != nil || persons != 2 {
		t.Errorf("%d hashes of one person under two petitions, %v", persons, err)
	}
	err := filepath.WalkDir(home, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		for _, canary := range []string{"Канарейкина", "канарейкина", portaltest.Canary().Address} {
			if strings.Contains(string(content), canary) {
				t.Errorf("%s holds %s", path, canary)
			}
		}
		return err
	})
	if err != nil || strings.Contains(p.Log.String(), "анарейкина") {
		t.Errorf("%v; log %s", err, p.Log.String())
	}
}
