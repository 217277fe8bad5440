package accounts_test

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/keys"
	"priyom/portal/notify"
)

// desk is an office with a clock that only the test moves.
type desk struct {
	*accounts.Office
	db   *db.DB
	mu   sync.Mutex
	now  time.Time
	mail *letters
	cost accounts.Cost
	keys keys.Keys
}

// letters keeps what would be mailed.
type letters struct{ all []notify.Letter }

func (l *letters) Mail(_ *db.Tx, letter notify.Letter) error {
	l.all = append(l.all, letter)
	return nil
}

func (d *desk) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *desk) wait(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), mail: &letters{}, cost: accounts.Cost{Memory: 64, Passes: 1, Lanes: 1}}
	var err error
	if d.db, err = db.Open(t.Context(), dbtest.Address(t), d.clock); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.db.Close() })
	if d.keys, err = keys.Create(t.TempDir(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	d.open(t)
	return d
}

// open is what a restart does.
func (d *desk) open(t *testing.T) {
	t.Helper()
	var err error
	if d.Office, err = accounts.New(accounts.Config{DB: d.db, Keys: d.keys, Rand: rand.Reader, Cost: d.cost, Mail: d.mail}); err != nil {
		t.Fatal(err)
	}
}

const (
	password = "четыре слова подряд"
	other    = "совсем другие слова"
)

func at(address string) accounts.Browser {
	return accounts.Browser{Address: netip.MustParseAddr(address), Agent: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}
}

// staffed makes a member of staff who has a password of their own.
func (d *desk) staffed(t *testing.T, login string, role civic.Role, rights ...accounts.Right) db.Staff {
	t.Helper()
	n := accounts.NewStaff{Login: login, Name: "Имя " + login, Role: role, Rights: rights, Department: "roads"}
	s, told, err := d.AddStaff(t.Context(), db.Account{}, n, "")
	if err != nil {
		t.Fatal(err)
	}
	v := d.enter(t, login, told)
	if v.Stage != db.StageChange {
		t.Fatalf("%+v", v)
	}
	if _, err := d.ChangePassword(t.Context(), v, told, password, at("192.0.2.7")); err != nil {
		t.Fatal(err)
	}
	return s
}

func (d *desk) enter(t *testing.T, login, password string) accounts.Visit {
	t.Helper()
	begun, err := d.SignInStaff(t.Context(), login, password, at("192.0.2.7"))
	if err != nil {
		t.Fatal(err)
	}
	return d.visit(t, begun)
}

func (d *desk) visit(t *testing.T, b accounts.Begun) accounts.Visit {
	t.Helper()
	v, err := d.Visit(t.Context(), b.Token)
	if err != nil || v.Stage != b.Stage {
		t.Fatalf("%+v, %v", v, err)
	}
	return v
}

func TestFirstAdministratorIsMadeOnce(t *testing.T) {
	d := newDesk(t)
	if any, err := d.Staffed(t.Context()); any || err != nil {
		t.Fatal(any, err)
	}
	n := accounts.NewStaff{Login: " Анна.К ", Name: "  Анна   Котова ", Role: civic.RoleAdministrator}
	for _, weak := range []string{"", "short", "1234567890", "анна.к-анна.к", "aaaaaaaaaaaaaa", "Password2026", "qwertyuiop", strings.Repeat("длинный ", 30)} {
		if _, err := d.Found(t.Context(), n, weak); !errors.Is(err, accounts.ErrPassword) {
			t.Errorf("%q: %v", weak, err)
		}
	}
	s, err := d.Found(t.Context(), n, password)
	if err != nil || s.Login != "анна.к" || s.Name != "Анна Котова" || s.MustChange {
		t.Fatalf("%+v, %v", s, err)
	}
	if _, err := d.Found(t.Context(), accounts.NewStaff{Login: "second", Name: "В", Role: civic.RoleAdministrator}, password); !errors.Is(err, accounts.ErrStaffed) {
		t.Errorf("a second one: %v", err)
	}
	if v := d.enter(t, "АННА.К", password); !v.Full() || !v.Staff.May(accounts.Rights()...) || v.Citizen != nil {
		t.Errorf("%+v", v)
	}
	if any, err := d.Staffed(t.Context()); !any || err != nil {
		t.Error(any, err)
	}
}

func TestWrongAccountsAreToldWhole(t *testing.T) {
	d := newDesk(t)
	for name, row := range map[string]struct {
		n    accounts.NewStaff
		want []error
	}{
		"all wrong":        {accounts.NewStaff{Login: "a b", Email: "no", Role: civic.RoleCitizen, Rights: []accounts.Right{"fly"}}, []error{accounts.ErrLogin, accounts.ErrName, accounts.ErrEmail, accounts.ErrRole, accounts.ErrRight}},
		"no department":    {accounts.NewStaff{Login: "abc", Name: "А", Role: civic.RoleInspector}, []error{accounts.ErrDepartment}},
		"header in e-mail": {accounts.NewStaff{Login: "abc", Name: "А", Role: civic.RoleHead, Email: "a@b.c\r\nBcc: x@y.z"}, []error{accounts.ErrEmail}},
		"two e-mails":      {accounts.NewStaff{Login: "abc", Name: "А", Role: civic.RoleHead, Email: "a@b.c,x@y.z"}, []error{accounts.ErrEmail}},
		"named e-mail":     {accounts.NewStaff{Login: "abc", Name: "А", Role: civic.RoleHead, Email: "Anna <a@b.c>"}, []error{accounts.ErrEmail}},
		"endless name":     {accounts.NewStaff{Login: "abc", Name: strings.Repeat("я", 101), Role: civic.RoleHead}, []error{accounts.ErrName}},
	} {
		_, _, err := d.AddStaff(t.Context(), db.Account{}, row.n, "")
		for _, want := range row.want {
			if !errors.Is(err, want) {
				t.Errorf("%s: %v lacks %v", name, err, want)
			}
		}
	}
	if all, err := d.AllStaff(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

// Neither the error nor, by the hasher's work, the time tells a wrong password from a name that nobody has.
func TestWrongNamesAndPasswordsAreAlike(t *testing.T) {
	d := newDesk(t)
	s := d.staffed(t, "anna", civic.RoleAdministrator)
	d.staffed(t, "boris", civic.RoleAdministrator)
	if err := d.Disable(t.Context(), db.Account{}, s.ID); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string][2]string{
		"nobody": {"nobody", password}, "wrong": {"boris", other}, "disabled": {"anna", password}, "empty": {"", ""},
		"endless": {"boris", strings.Repeat("я", 100_000)},
	} {
		if b, err := d.SignInStaff(t.Context(), row[0], row[1], at("192.0.2.1")); !errors.Is(err, accounts.ErrSignIn) || b.Token != "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTriesAreCounted(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "anna", civic.RoleAdministrator)
	d.staffed(t, "boris", civic.RoleModerator)
	wrong := func(login, from string) error {
		_, err := d.SignInStaff(t.Context(), login, other, at(from))
		return err
	}
	for range 6 {
		if err := wrong("anna", "192.0.2.1"); !errors.Is(err, accounts.ErrSignIn) {
			t.Fatal(err)
		}
	}
	if _, err := d.SignInStaff(t.Context(), "anna", password, at("192.0.2.1")); !errors.Is(err, accounts.ErrTries) {
		t.Errorf("the seventh, and right: %v", err)
	}
	d.open(t)
	if err := wrong("anna", "192.0.2.1"); !errors.Is(err, accounts.ErrTries) {
		t.Errorf("after a restart: %v", err)
	}
	if _, err := d.SignInStaff(t.Context(), "anna", password, at("192.0.2.2")); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
	if _, err := d.SignInStaff(t.Context(), "boris", password, at("192.0.2.1")); err != nil {
		t.Errorf("somebody else there: %v", err)
	}
	d.wait(15 * time.Minute)
	if _, err := d.SignInStaff(t.Context(), "anna", password, at("192.0.2.1")); err != nil {
		t.Errorf("a quarter of an hour later: %v", err)
	}
	// One address tries many names; IPv6 neighbours are one address.
	tried := 0
	for i := range 100 {
		err := wrong(fmt.Sprint("name", i), fmt.Sprintf("2001:db8::%x", i+1))
		if errors.Is(err, accounts.ErrTries) {
			break
		}
		tried++
	}
	if tried != 40 {
		t.Errorf("%d tries from one network", tried)
	}
}

// People of one office come through one address: who is right isn't counted.
func TestRightOnesDontCount(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "anna", civic.RoleAdministrator)
	for range 100 {
		if _, err := d.SignInStaff(t.Context(), "anna", password, at("192.0.2.1")); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPasswordsAreHashedAnewWhenTheCostGrows(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "anna", civic.RoleAdministrator)
	before, _ := d.FindStaff(t.Context(), "anna")
	d.cost = accounts.Cost{Memory: 128, Passes: 2, Lanes: 1}
	d.open(t)
	d.enter(t, "anna", password)
	after, err := d.FindStaff(t.Context(), "anna")
	if err != nil || !strings.HasPrefix(before.Password, "$argon2id$v=19$m=64,t=1,p=1$") || !strings.HasPrefix(after.Password, "$argon2id$v=19$m=128,t=2,p=1$") {
		t.Errorf("%s, then %s, %v", before.Password, after.Password, err)
	}
	d.enter(t, "anna", password)
	if again, _ := d.FindStaff(t.Context(), "anna"); again.Password != after.Password {
		t.Error("hashed anew without need")
	}
}

func TestSessionsEnd(t *testing.T) {
	d := newDesk(t)
	s := d.staffed(t, "anna", civic.RoleAdministrator)
	d.staffed(t, "boris", civic.RoleAdministrator)
	for name, end := range map[string]func(v accounts.Visit, token string) error{
		"signed out":     func(_ accounts.Visit, token string) error { return d.SignOut(t.Context(), token) },
		"ended":          func(v accounts.Visit, _ string) error { return d.EndSession(t.Context(), v.Account, v.Hash) },
		"idle":           func(accounts.Visit, string) error { d.wait(2 * time.Hour); return nil },
		"reset":          func(v accounts.Visit, _ string) error { return d.reset(t, v.Account) },
		"disabled":       func(v accounts.Visit, _ string) error { return d.Disable(t.Context(), db.Account{}, v.Account) },
		"another begins": func(_ accounts.Visit, token string) error { return d.signInOver(t, token) },
	} {
		t.Run(name, func(t *testing.T) {
			begun, err := d.SignInStaff(t.Context(), "anna", password, at("192.0.2.7"))
			if err != nil {
				t.Fatal(err)
			}
			if err := end(d.visit(t, begun), begun.Token); err != nil {
				t.Fatal(err)
			}
			if v, err := d.Visit(t.Context(), begun.Token); !errors.Is(err, accounts.ErrNoSession) || v.Staff != nil {
				t.Errorf("%+v, %v", v, err)
			}
			if err := d.Enable(t.Context(), db.Account{}, s.ID); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// reset gives a known password again, so that the next case can sign in.
func (d *desk) reset(t *testing.T, id db.Account) error {
	told, err := d.Reset(t.Context(), db.Account{}, id, "", false)
	if err != nil {
		return err
	}
	_, err = d.ChangePassword(t.Context(), d.enter(t, "anna", told), told, password, at("192.0.2.7"))
	return err
}

func (d *desk) signInOver(t *testing.T, token string) error {
	b := at("192.0.2.7")
	b.Token = token
	_, err := d.SignInStaff(t.Context(), "boris", password, b)
	return err
}

func TestSessionsLastADay(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "anna", civic.RoleAdministrator)
	begun, err := d.SignInStaff(t.Context(), "anna", password, at("192.0.2.7"))
	if err != nil {
		t.Fatal(err)
	}
	for h := time.Duration(0); h < 12*time.Hour; h += time.Hour { // used every hour
		d.visit(t, begun)
		d.wait(time.Hour)
	}
	if _, err := d.Visit(t.Context(), begun.Token); !errors.Is(err, accounts.ErrNoSession) {
		t.Errorf("after twelve hours: %v", err)
	}
	for _, odd := range []string{"", "AAAA", begun.Token + "A", strings.ToLower(begun.Token), strings.Repeat("A", 43)} {
		if _, err := d.Visit(t.Context(), odd); !errors.Is(err, accounts.ErrNoSession) {
			t.Errorf("%q: %v", odd, err)
		}
	}
}

// Nobody ends somebody else's session, by knowing its id or by ending all others.
func TestSessionsAreOnesOwn(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "anna", civic.RoleAdministrator)
	d.staffed(t, "boris", civic.RoleModerator)
	anna, boris, here := d.enter(t, "anna", password), d.enter(t, "boris", password), d.enter(t, "boris", password)
	if err := d.EndSession(t.Context(), boris.Account, anna.Hash); !errors.Is(err, accounts.ErrNoSession) {
		t.Error(err)
	}
	if err := d.EndOthers(t.Context(), here); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[db.Account]int{anna.Account: 2, boris.Account: 1} { // anna has one from choosing her password, too
		if list, err := d.Sessions(t.Context(), id); err != nil || len(list) != want || list[0].Agent != "Firefox · Windows" {
			t.Errorf("%+v, %v", list, err)
		}
	}
}

func TestRightsEndWithTheNextRequest(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "root", civic.RoleAdministrator)
	s := d.staffed(t, "anna", civic.RoleModerator)
	begun, err := d.SignInStaff(t.Context(), "anna", password, at("192.0.2.7"))
	if err != nil {
		t.Fatal(err)
	}
	n := accounts.NewStaff{Name: "Анна", Role: civic.RoleDepartment, Rights: []accounts.Right{accounts.RightRead}, Department: "water"}
	if err := d.ChangeStaff(t.Context(), db.Account{}, s.ID, n); err != nil {
		t.Fatal(err)
	}
	v := d.visit(t, begun)
	if v.Staff.May(accounts.RightPublish) || !v.Staff.May(accounts.RightRead) || v.Staff.Role != civic.RoleDepartment || v.Staff.Department != "water" {
		t.Errorf("%+v", v.Staff)
	}
}

func TestSomebodyAdministers(t *testing.T) {
	d := newDesk(t)
	root, anna := d.staffed(t, "root", civic.RoleAdministrator), d.staffed(t, "anna", civic.RoleModerator)
	less := accounts.NewStaff{Name: "Рут", Role: civic.RoleAdministrator, Rights: []accounts.Right{accounts.RightRead}}
	if err := d.Disable(t.Context(), anna.ID, root.ID); !errors.Is(err, accounts.ErrLast) {
		t.Error(err)
	}
	if err := d.ChangeStaff(t.Context(), anna.ID, root.ID, less); !errors.Is(err, accounts.ErrLast) {
		t.Error(err)
	}
	if err := d.Disable(t.Context(), root.ID, anna.ID); err != nil {
		t.Error(err)
	}
	events, err := d.Events(t.Context(), anna.ID, 1)
	if err != nil || len(events) != 1 || events[0].Act != accounts.EventDisabled || events[0].Actor != root.ID || events[0].Role != civic.RoleAdministrator {
		t.Errorf("%+v, %v", events, err)
	}
	if now, err := d.FindStaff(t.Context(), "root"); err != nil || !now.Disabled.IsZero() || !strings.Contains(now.Rights, "administer") {
		t.Errorf("%+v, %v", now, err)
	}
}

// code is what an app shows.
func (d *desk) code(t *testing.T, secret string, ago time.Duration) string {
	t.Helper()
	code, err := totp.GenerateCodeCustom(secret, d.clock().Add(-ago), totp.ValidateOpts{Period: 30, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// coded gives somebody codes.
func (d *desk) coded(t *testing.T, v accounts.Visit) (secret string, recovery []string, b accounts.Begun) {
	t.Helper()
	e, err := d.BeginCodes(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := d.BeginCodes(t.Context(), v); err != nil || again != e {
		t.Errorf("the page loaded again shows another secret: %v", err)
	}
	if _, _, err := d.FinishCodes(t.Context(), v, "000000", at("192.0.2.7")); !errors.Is(err, accounts.ErrCode) {
		t.Errorf("a wrong code turns codes on: %v", err)
	}
	begun, recovery, err := d.FinishCodes(t.Context(), v, d.code(t, e.Secret, 0), at("192.0.2.7"))
	if err != nil || len(recovery) != 10 {
		t.Fatal(recovery, err)
	}
	return e.Secret, recovery, begun
}

func TestCodes(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "anna", civic.RoleAdministrator)
	secret, recovery, begun := d.coded(t, d.enter(t, "anna", password))
	if v := d.visit(t, begun); !v.Full() {
		t.Errorf("%+v", v)
	}
	used := d.code(t, secret, 0)
	try := func(code string, want error) accounts.Begun {
		t.Helper()
		v := d.enter(t, "anna", password)
		if v.Stage != db.StageCode {
			t.Fatalf("no code is asked for: %+v", v)
		}
		b, err := d.SignInCode(t.Context(), v, code, at("192.0.2.7"))
		if !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", code, err, want)
		}
		return b
	}
	try(used, accounts.ErrUsed)
	d.wait(30 * time.Second)
	try(used, accounts.ErrUsed) // still within what a slow clock is allowed
	fresh := d.code(t, secret, 0)
	if b := try(" "+fresh[:3]+" "+fresh[3:], nil); b.Stage != db.StageFull {
		t.Errorf("%+v", b)
	}
	try(fresh, accounts.ErrUsed)
	d.wait(5 * time.Minute)
	try(d.code(t, secret, time.Minute), accounts.ErrCode)
	try(d.code(t, secret, 30*time.Second), nil)

	if b := try(strings.ToUpper(recovery[3]), nil); b.Stage != db.StageFull {
		t.Errorf("%+v", b)
	}
	try(recovery[3], accounts.ErrCode)
	if n, err := d.RecoveryLeft(t.Context(), d.visit(t, begun).Account); n != 9 || err != nil {
		t.Error(n, err)
	}
	for range 7 {
		_, _ = d.SignInCode(t.Context(), d.enter(t, "anna", password), "123456", at("192.0.2.7"))
	}
	d.wait(time.Minute)
	try(d.code(t, secret, 0), accounts.ErrTries)
	if raw, _ := base32.StdEncoding.DecodeString(secret); len(raw) != 20 {
		t.Errorf("%d bytes", len(raw))
	}
}

// A session that waits for its code is good for nothing else.
func TestHalfASession(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "anna", civic.RoleAdministrator)
	d.coded(t, d.enter(t, "anna", password))
	half := d.enter(t, "anna", password)
	if _, err := d.ChangePassword(t.Context(), half, password, other, at("192.0.2.7")); !errors.Is(err, accounts.ErrNoSession) {
		t.Error(err)
	}
	if _, err := d.BeginCodes(t.Context(), half); !errors.Is(err, accounts.ErrNoSession) {
		t.Error(err)
	}
	if err := d.EndCodes(t.Context(), half, "x"); !errors.Is(err, accounts.ErrNoSession) {
		t.Error(err)
	}
	d.wait(10 * time.Minute)
	list, err := d.Sessions(t.Context(), half.Account)
	if err != nil || slices.ContainsFunc(list, func(s db.Session) bool { return s.Stage != db.StageFull }) {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestCodesMayBeAMust(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "anna", civic.RoleAdministrator)
	d.staffed(t, "boris", civic.RoleModerator)
	if err := d.PutCodes(t.Context(), db.Account{}, accounts.CodesForAdministrators); err != nil {
		t.Fatal(err)
	}
	v := d.enter(t, "anna", password)
	if v.Stage != db.StageEnrol || d.enter(t, "boris", password).Stage != db.StageFull {
		t.Fatalf("%+v", v)
	}
	secret, _, begun := d.coded(t, v)
	d.wait(time.Minute)
	if err := d.EndCodes(t.Context(), d.visit(t, begun), d.code(t, secret, 0)); !errors.Is(err, accounts.ErrNeeded) {
		t.Error(err)
	}
	if err := d.PutCodes(t.Context(), db.Account{}, accounts.CodesForNobody); err != nil {
		t.Fatal(err)
	}
	if err := d.EndCodes(t.Context(), d.visit(t, begun), d.code(t, secret, 0)); err != nil {
		t.Error(err)
	}
	if v := d.enter(t, "anna", password); v.Stage != db.StageFull {
		t.Errorf("%+v", v)
	}
}

func TestWhoeverReadsTheDatabaseGetsNotIn(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "anna", civic.RoleAdministrator)
	secret, recovery, begun := d.coded(t, d.enter(t, "anna", password))
	v := d.visit(t, begun)
	s, err := d.FindStaff(t.Context(), "anna")
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	all := fmt.Sprintf("%s %s %s", s.Password, s.TOTP, v.Hash)
	for name, never := range map[string]string{"password": password, "secret": string(raw), "typed secret": secret, "token": begun.Token, "recovery code": recovery[0]} {
		if strings.Contains(all, never) {
			t.Errorf("the database has the %s", name)
		}
	}
}

// Many at once can't get around the count, nor eat the memory.
func TestGuessesAtOnce(t *testing.T) {
	d := newDesk(t)
	d.staffed(t, "anna", civic.RoleAdministrator)
	var group sync.WaitGroup
	var mu sync.Mutex
	got := map[error]int{}
	for range 30 {
		group.Go(func() {
			_, err := d.SignInStaff(context.Background(), "anna", other, at("192.0.2.1"))
			mu.Lock()
			defer mu.Unlock()
			for _, known := range []error{accounts.ErrSignIn, accounts.ErrTries, accounts.ErrBusy} {
				if errors.Is(err, known) {
					got[known]++
				}
			}
		})
	}
	group.Wait()
	if got[accounts.ErrSignIn] > 6 || got[accounts.ErrSignIn]+got[accounts.ErrTries]+got[accounts.ErrBusy] != 30 {
		t.Errorf("%v", got)
	}
}
