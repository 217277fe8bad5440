package present_test

import (
	"strings"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/vault"
)

// hire adds somebody who works here, by the settings; whoever works already gives their PIN.
func hire(t *testing.T, l *presenttest.Loop, p *present.Point, name, pin, own string) {
	t.Helper()
	s := p.Settings.Staff
	before := len(s.State().People)
	s.Add()
	s.Submit(name, own, pin, pin)
	l.Until("somebody is added", func() bool {
		if st := s.State(); len(st.Wrong) > 0 {
			t.Fatalf("not added: %v", st.Wrong)
		}
		return len(s.State().People) == before+1 && !s.State().Busy
	})
}

// unlock enters a PIN for the one of that index.
func unlock(t *testing.T, l *presenttest.Loop, p *present.Point, i int, pin string) {
	t.Helper()
	p.Lock.Choose(i)
	l.Until("it is looked whether one must wait", func() bool { return !p.Lock.State().Wait })
	p.Lock.Enter(pin)
	l.Until("it is open", func() bool {
		if s := p.Lock.State(); !s.Busy && s.Problem != "" {
			t.Fatalf("still locked: %s", s.Problem)
		}
		return !p.Lock.Locked()
	})
}

// two is a point at which two people work, the first of them now.
func two(t *testing.T) (*presenttest.Loop, *present.Env, *present.Point) {
	t.Helper()
	l, env, p := open(t)
	hire(t, l, p, "Мария Иванова", "1001", "")
	hire(t, l, p, "Ольга Петренко", "1002", "1001")
	return l, env, p
}

// A point at which nobody told who they are works as ever, and says how that is changed.
func TestWithoutOperatorsNothingLocks(t *testing.T) {
	l, env, p := open(t)
	said := ""
	p.OnNotice = func(_ present.Tone, words string) { said = words }
	p.Lock.Now()
	p.Lock.Handover()
	l.Advance(3 * time.Hour)
	if p.Lock.Locked() || !strings.Contains(said, "добавьте сотрудника") || p.State().Worker.ID != 0 {
		t.Errorf("locked %v, said %q", p.Lock.Locked(), said)
	}
	presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if p = presenttest.Open(t, l, env); p.Lock.Locked() {
		t.Error("locked at the start")
	}
}

// The first one is who sits here: nothing locks, and from now on the journal names them.
func TestFirstOperatorWorksAtOnce(t *testing.T) {
	l, env, p := open(t)
	hire(t, l, p, "Мария Иванова", "1001", "")
	if w := p.State().Worker; p.Lock.Locked() || w.ID != 1 || w.Name != "Мария Иванова" || w.Initials != "МИ" || w.Since != "смена с 14:32" {
		t.Errorf("%+v", w)
	}
	at := portaltest.Start(t, t.TempDir(), 0)
	enrolled(t, l, p, at)
	presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	l.Until("it is at the portal", func() bool { return len(at.AllReports(t)) == 1 })
	for _, r := range at.AllReports(t) {
		if r.Operator != 1 {
			t.Errorf("taken by %d", r.Operator)
		}
	}
	at.Verified(t)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	p = presenttest.Open(t, l, env)
	if s := p.Lock.State(); s.Step != present.LockPIN || s.Place != "с. Ставчены" || len(s.People) != 1 || s.Time != p.Voice().Clock(l.Now()) {
		t.Errorf("at the next start: %+v", s)
	}
}

// What somebody was writing comes back for them, and for nobody else: to others it is a draft in the list.
func TestDraftComesBackForItsOperator(t *testing.T) {
	l, _, p := two(t)
	p.Intake.SetName("Петрова Анна")
	p.Intake.SetText("Недописанное")
	p.Lock.Now()
	if s := p.Intake.State(); s.Begun || s.Report.Text != "" || s.Report.Reporter.Name != "" {
		t.Errorf("the form kept %+v", s.Report)
	}
	unlock(t, l, p, 1, "1002")
	if s := p.Intake.State(); s.Begun || s.Report.Text != "" || p.State().Page != present.PageIntake && p.State().Page != present.PageEnroll {
		t.Errorf("the other one sees %+v", s.Report)
	}
	l.Until("it is in the list", func() bool { return p.State().Drafts == 1 })
	p.Lock.Now()
	unlock(t, l, p, 0, "1001")
	if s := p.Intake.State(); !s.Begun || s.Report.Text != "Недописанное" || s.Report.Reporter.Name != "Петрова Анна" {
		t.Errorf("for its own: %+v", s.Report)
	}
	if p.State().Worker.ID != 1 {
		t.Errorf("works here: %+v", p.State().Worker)
	}
}

// After the program was ended, a draft is its operator's too.
func TestDraftAfterTheProgramEnded(t *testing.T) {
	l, env, p := two(t)
	p.Intake.SetText("Недописанное")
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	p = presenttest.Open(t, l, env)
	if p.Intake.State().Begun {
		t.Error("shown before anybody came in")
	}
	unlock(t, l, p, 1, "1002")
	if p.Intake.State().Begun {
		t.Error("shown to another")
	}
	p.Lock.Now()
	unlock(t, l, p, 0, "1001")
	if p.Intake.State().Report.Text != "Недописанное" {
		t.Errorf("%+v", p.Intake.State().Report)
	}
}

// Locking empties search, list, details and the store's index, and nothing is read while it is locked.
func TestLockedScreenKnowsNobody(t *testing.T) {
	l, _, p := two(t)
	presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	p.Journal.Search("лесная")
	l.Until("it is found", func() bool { return p.Journal.State().Rows == 1 })
	p.Journal.Select(0)
	l.Until("its details are shown", func() bool { return p.Journal.State().Details != nil })
	p.Lock.Now()
	for range 3 { // whatever still wants to read
		p.Journal.Reload()
		p.Outbox.Refresh()
		time.Sleep(20 * time.Millisecond)
		l.Drain()
		if s := p.Journal.State(); s.Query != "" || s.Rows != 0 || s.Details != nil || p.State().Drafts != 0 {
			t.Fatalf("the journal knows %+v", s)
		}
		if s := p.Intake.State(); s.Done.Number != "" || s.Begun {
			t.Fatalf("the form knows %+v", s)
		}
	}
	if p.HasIndex() {
		t.Error("the index is still in memory")
	}
	unlock(t, l, p, 0, "1001")
	l.Until("the journal is there again", func() bool { return p.Journal.State().Rows == 1 })
}

// A report that was being saved when the screen was locked is saved, once.
func TestLockWhileSaving(t *testing.T) {
	l, _, p := two(t)
	in := p.Intake
	in.Choose("roads-pothole")
	in.SetText("Яма у остановки")
	in.SetAddress("ул. Лесная, 12")
	in.Save()
	p.Lock.Now()
	unlock(t, l, p, 0, "1001")
	l.Until("it is saved", func() bool { return p.Journal.State().Rows == 1 })
	if p.Intake.State().Begun || p.State().Drafts != 0 {
		t.Errorf("%+v", p.Intake.State().Report)
	}
}

func TestWrongPINs(t *testing.T) {
	l, _, p := two(t)
	p.Lock.Now()
	k := p.Lock
	try := func(pin string) present.LockState {
		t.Helper()
		k.Enter(pin)
		l.Until("it is looked at", func() bool { return !k.State().Busy })
		return k.State()
	}
	if k.Enter(""); k.State().Problem != "Введите PIN" {
		t.Errorf("%+v", k.State())
	}
	for range 2 {
		if s := try("9999"); s.Problem != "PIN не подходит" || s.Wait {
			t.Errorf("%+v", s)
		}
	}
	if s := try("9999"); !s.Wait || !strings.Contains(s.Problem, "через 5 секунд") {
		t.Errorf("%+v", s)
	}
	k.Enter("1001")
	if !k.Locked() || k.State().Busy {
		t.Error("a PIN was looked at too early")
	}
	k.Choose(1)
	l.Until("the other one needn't wait", func() bool { return !k.State().Wait })
	k.Choose(0)
	l.Until("the first one must", func() bool { return k.State().Wait })
	changes := 0
	k.OnChange = func() { changes++ }
	l.Advance(6 * time.Second)
	if k.State().Wait || changes == 0 {
		t.Errorf("after the wait: %+v", k.State())
	}
	said := ""
	p.OnNotice = func(_ present.Tone, words string) { said = words }
	unlock(t, l, p, 0, "1001")
	if !strings.Contains(said, "неверно 3 раза") {
		t.Errorf("said %q", said)
	}
}

// A forgotten PIN is mended by the home's passphrase, at the lock screen.
func TestForgottenPIN(t *testing.T) {
	l, _, p := two(t)
	p.Lock.Now()
	k := p.Lock
	k.Forgot()
	l.Until("it asks for the passphrase", func() bool { return k.State().Step == present.LockPhrase })
	k.Passphrase("не тот пароль")
	l.Until("it says no", func() bool { return !k.State().Busy && k.State().Problem != "" })
	k.Back()
	if s := k.State(); s.Step != present.LockPIN || s.Problem != "" {
		t.Errorf("%+v", s)
	}
	k.Forgot()
	l.Until("it asks again", func() bool { return k.State().Step == present.LockPhrase })
	k.Passphrase(presenttest.Passphrase)
	l.Until("it asks for a new PIN", func() bool { return k.State().Step == present.LockRenew })
	for pin, want := range map[string]string{"12": "PIN — это от 4 до 8 цифр", "абвг": "PIN — это от 4 до 8 цифр"} {
		k.Renew(pin, pin)
		l.Until("it is refused", func() bool { return !k.State().Busy && k.State().Problem == want })
	}
	k.Renew("2002", "2003")
	if !strings.Contains(k.State().Problem, "не совпадают") {
		t.Errorf("%+v", k.State())
	}
	k.Renew("2002", "2002")
	l.Until("it is open", func() bool { return !k.Locked() })
	p.Lock.Now()
	k.Enter("1001")
	l.Until("the old PIN is wrong", func() bool { return k.State().Problem == "PIN не подходит" })
	unlock(t, l, p, 0, "2002")
}

// Where the key comes from the system's keyring there is no passphrase to ask for, and it says who helps.
func TestForgottenPINWithAKeyring(t *testing.T) {
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	env.Secrets = vault.Secrets{Keyring: ring{}}
	p := presenttest.Open(t, l, env)
	hire(t, l, p, "Мария Иванова", "1001", "")
	p.Lock.Now()
	p.Lock.Forgot()
	l.Until("it says who helps", func() bool { return strings.Contains(p.Lock.State().Problem, "другой сотрудник") })
	if p.Lock.State().Step != present.LockPIN {
		t.Errorf("%+v", p.Lock.State())
	}
}

// ring is a keyring of a test's own.
type ring map[string]string

func (r ring) Get(account string) (string, error) { return r[account], nil }
func (r ring) Set(account, secret string) error   { r[account] = secret; return nil }

// The screen locks itself after some minutes without a key, and says so before.
func TestIdleScreenLocks(t *testing.T) {
	l, env, p := two(t)
	var said []string
	p.OnNotice = func(_ present.Tone, words string) { said = append(said, words) }
	locks := 0
	p.OnLock = func() { locks++ }
	step := func(n int, d time.Duration, touch bool) {
		for range n {
			l.Advance(d)
			if touch {
				p.Lock.Touch()
			}
		}
	}
	step(60, 20*time.Second, true)
	if p.Lock.Locked() || len(said) != 0 {
		t.Fatalf("locked while somebody works; said %q", said)
	}
	step(14, 20*time.Second, false)
	if p.Lock.Locked() || len(said) != 1 || !strings.Contains(said[0], "полминуты") {
		t.Fatalf("locked %v, said %q", p.Lock.Locked(), said)
	}
	p.Lock.Touch()
	step(14, 20*time.Second, false)
	if p.Lock.Locked() {
		t.Fatal("locked too early")
	}
	step(1, 20*time.Second, false)
	if !p.Lock.Locked() || locks != 1 {
		t.Fatal("not locked")
	}
	unlock(t, l, p, 0, "1001")
	l.Advance(2 * time.Hour) // the computer slept
	if !p.Lock.Locked() {
		t.Error("not locked after a sleep")
	}
	unlock(t, l, p, 0, "1001")
	p.Settings.Staff.SetAfter(4)
	step(100, time.Minute, false)
	if p.Lock.Locked() {
		t.Error("locked, though it is never to")
	}
	p.Settings.Staff.SetAfter(0)
	l.Until("it is kept", func() bool { return p.Settings.Staff.State().Chosen == 0 })
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	p = presenttest.Open(t, l, env)
	if p.Settings.Staff.State().Chosen != 0 {
		t.Error("the time is forgotten")
	}
}

// A clock that is set back by a year doesn't keep the screen open for a year.
func TestClockSetBackStillLocks(t *testing.T) {
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	back := time.Duration(0)
	env.Clock = func() time.Time { return l.Now().Add(-back) }
	p := presenttest.Open(t, l, env)
	hire(t, l, p, "Мария Иванова", "1001", "")
	p.Lock.Touch()
	back = 365 * 24 * time.Hour
	for range 16 {
		l.Advance(20 * time.Second)
	}
	if !p.Lock.Locked() {
		t.Error("still open")
	}
}

// Handing over ends the shift, says what it came to, and lets the next one in.
func TestHandover(t *testing.T) {
	l, _, p := two(t)
	at := portaltest.Start(t, t.TempDir(), 0)
	enrolled(t, l, p, at)
	presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	l.Until("it is delivered", func() bool { return p.Journal.Row(0).Status == civic.StatusDelivered })
	at.Server.CloseClientConnections()
	at.Server.Close()
	presenttest.Take(t, l, p, "roads-pothole", "Вторая яма", "ул. Лесная, 14")
	p.Lock.Handover()
	l.Until("the shift is summed up", func() bool { return p.Lock.State().Shift != nil })
	s := p.Lock.State().Shift
	if s.Who != "Смена сдана: Мария Иванова" || len(s.Figures) != 3 || s.Figures[0].N != 2 || s.Figures[1].N != 1 || s.Figures[2].N != 1 {
		t.Errorf("%+v", s)
	}
	unlock(t, l, p, 1, "1002")
	if w := p.State().Worker; w.ID != 2 || p.Lock.State().Shift != nil {
		t.Errorf("%+v", w)
	}
	presenttest.Take(t, l, p, "roads-pothole", "Третья яма", "ул. Лесная, 16")
}

// Who works here is changed by whoever knows their own PIN.
func TestStaffIsLookedAfter(t *testing.T) {
	l, _, p := two(t)
	s := p.Settings.Staff
	done := func(what string) {
		t.Helper()
		l.Until(what, func() bool { return !s.State().Busy })
	}
	s.ChangePIN(2)
	if st := s.State(); !st.Own || !strings.Contains(st.Title, "Ольга Петренко") {
		t.Errorf("%+v", st)
	}
	s.Submit("", "", "2002", "2003")
	if w := s.State().Wrong; w[present.StaffFieldOwn] == "" || w[present.StaffFieldAgain] == "" {
		t.Errorf("%v", w)
	}
	s.Submit("", "7777", "2002", "2002")
	done("one's own PIN is wrong")
	if w := s.State().Wrong; w[present.StaffFieldOwn] != "PIN не подходит" {
		t.Errorf("%v", w)
	}
	s.Submit("", "1001", "22", "22")
	done("the new PIN is too short")
	if w := s.State().Wrong; !strings.Contains(w[present.StaffFieldPIN], "от 4 до 8 цифр") {
		t.Errorf("%v", w)
	}
	s.Submit("", "1001", "2002", "2002")
	done("the PIN is another")
	s.Rename(2)
	s.Submit("Ольга Коваль", "", "", "")
	done("the name is another")
	if who := s.State().People[1]; who.Name != "Ольга Коваль" || s.State().Form != present.StaffNone {
		t.Errorf("%+v", who)
	}
	s.Retire(2)
	if !s.State().People[1].Sure || !s.State().People[1].Active {
		t.Errorf("%+v", s.State().People[1])
	}
	l.Advance(5 * time.Second)
	if s.State().People[1].Sure {
		t.Error("still sure")
	}
	s.Retire(2)
	s.Retire(2)
	done("she has left")
	p.Lock.Now()
	if n := len(p.Lock.State().People); n != 1 {
		t.Errorf("%d may come in", n)
	}
	unlock(t, l, p, 0, "1001")
	s.Return(2)
	done("she is back")
	p.Lock.Now()
	unlock(t, l, p, 1, "2002")
	s.Retire(2)
	s.Retire(2)
	done("she has left again")
	if !p.Lock.Locked() || p.Lock.State().People[0].Name != "Мария Иванова" {
		t.Error("whoever has left still works")
	}
	unlock(t, l, p, 0, "1001")
	s.Retire(1)
	s.Retire(1)
	done("nobody is left")
	if p.Lock.Locked() || p.State().Worker.ID != 0 {
		t.Error("a point with nobody is locked")
	}
	presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
}

// What belongs to the desk and not to a citizen stays: how reports come in, and the folder that is watched.
func TestLockKeepsTheDesk(t *testing.T) {
	l, env, p := two(t)
	cards := t.TempDir()
	p.Intake.SetWatch(cards)
	l.Until("the folder is watched", func() bool { return p.Intake.State().Fresh.Folder != "" })
	p.Intake.SetMode(present.ModeDispatch)
	p.Lock.Now()
	unlock(t, l, p, 0, "1001")
	if s := p.Intake.State(); s.Mode != present.ModeDispatch || s.Fresh.Folder == "" || s.Begun {
		t.Errorf("after the lock: %s, %+v", s.Mode, s.Fresh)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	p = presenttest.Open(t, l, env)
	unlock(t, l, p, 0, "1001")
	if s := p.Intake.State(); s.Fresh.Folder == "" {
		t.Error("after the next start no folder is watched")
	}
}
