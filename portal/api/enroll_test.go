package api_test

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

func start(t *testing.T) *portaltest.Portal {
	t.Helper()
	return portaltest.Start(t, t.TempDir(), 0)
}

func invite(t *testing.T, p *portaltest.Portal, place string) string {
	t.Helper()
	code, _, err := p.Invite(t.Context(), civic.RolePoint, place)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func expect(t *testing.T, what string, got, want *wire.Problem) {
	t.Helper()
	if got == nil && want == nil {
		return
	}
	if got == nil || want == nil || got.Key != want.Key || got.Status != want.Status {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestEnrollTellsWhatADeviceIs(t *testing.T) {
	p := start(t)
	code, expires, err := p.Invite(t.Context(), civic.RoleInspector, "с. Ставчены")
	if err != nil || !regexp.MustCompile(`^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$`).MatchString(code) {
		t.Fatalf("code %q, %v", code, err)
	}
	if !expires.Equal(p.Clock.Now().Add(10 * time.Minute)) {
		t.Errorf("expires %v", expires)
	}
	d := portaltest.NewDevice(t, p)
	expect(t, "enroll", d.Enroll(code), nil)
	want := wire.EnrollReply{
		Portal: p.ID(), PortalName: "Заречный район", SignKey: d.Is.SignKey, SealKeys: d.Is.SealKeys, Role: "inspector",
		Place: "с. Ставчены", Code: "СТ-01", Time: p.Clock.Now().UnixMilli(), Certificate: d.Is.Certificate,
	}
	if !reflect.DeepEqual(d.Is, want) || len(d.Is.SignKey) != ed25519.PublicKeySize || len(d.Is.SealKeys) != 1 {
		t.Errorf("%+v", d.Is)
	}
	c, err := journal.ParseCertificate(d.Is.Certificate)
	if err != nil || c.Verify(d.Is.SignKey) != nil || c.Device != d.ID || !c.Key.Equal(d.Key.Public()) || c.Portal != p.ID() ||
		c.Place != "с. Ставчены" || c.Code != "СТ-01" || c.Until.Before(p.Clock.Now().AddDate(4, 0, 0)) {
		t.Errorf("certificate %+v, %v", c, err)
	}
}

// The reply was lost, and the device asks again: at once, and long after the code expired.
func TestEnrollRepeated(t *testing.T) {
	p := start(t)
	code := invite(t, p, "Ставчены")
	d := portaltest.NewDevice(t, p)
	expect(t, "first", d.Enroll(code), nil)
	first := d.Is
	for _, wait := range []time.Duration{time.Second, 30 * time.Hour} {
		p.Clock.Add(wait)
		expect(t, "again after "+wait.String(), d.Enroll(code), nil)
		d.Is.Time = first.Time
		if !reflect.DeepEqual(d.Is, first) {
			t.Errorf("after %v: %+v, first %+v", wait, d.Is, first)
		}
	}
	expect(t, "another device", portaltest.NewDevice(t, p).Enroll(code), wire.ProblemCode)
	if list, err := p.Devices(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%d devices, %v", len(list), err)
	}
}

func TestEnrollReadsWhatPeopleType(t *testing.T) {
	p := start(t)
	for name, typed := range map[string]func(string) string{
		"as shown":    func(s string) string { return s },
		"lower case":  strings.ToLower,
		"no dash":     func(s string) string { return strings.ReplaceAll(s, "-", "") },
		"spaces":      func(s string) string { return "  " + strings.ReplaceAll(s, "-", " ") + "\n" },
		"long dash":   func(s string) string { return strings.ReplaceAll(s, "-", " — ") },
		"look-alikes": strings.NewReplacer("A", "А", "B", "в", "C", "С", "E", "е", "H", "Н", "K", "К", "M", "М", "P", "р", "T", "Т", "X", "х", "Y", "у").Replace,
	} {
		expect(t, name, portaltest.NewDevice(t, p).Enroll(typed(invite(t, p, "Ставчены"))), nil)
	}
	for name, typed := range map[string]string{"empty": "", "short": "ABCD-EFG", "long": "ABCD-EFGH-J", "no letters": "!!!!-!!!!", "endless": strings.Repeat("A", 5000)} {
		expect(t, name, portaltest.NewDevice(t, p).Enroll(typed), wire.ProblemCode)
	}
}

func TestEnrollRefusesExpiredAndForgedApplications(t *testing.T) {
	p := start(t)
	old := invite(t, p, "Ставчены")
	p.Clock.Add(10 * time.Minute)
	expect(t, "expired", portaltest.NewDevice(t, p).Enroll(old), wire.ProblemCode)

	d := portaltest.NewDevice(t, p)
	post := func(change func(*wire.EnrollRequest), sign func(*http.Request, []byte)) *wire.Problem {
		app := wire.EnrollRequest{Code: invite(t, p, "Ставчены"), Device: d.ID[:], Key: d.Key.Public().(ed25519.PublicKey)}
		change(&app)
		packed := d.Pack(app)
		req := d.Request(http.MethodPost, wire.PathEnroll, bytes.NewReader(packed))
		sign(req, packed)
		res := d.Do(req)
		defer res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return nil
		}
		return wire.ReadProblem(res)
	}
	same := func(*wire.EnrollRequest) {}
	expect(t, "not signed", post(same, func(*http.Request, []byte) {}), wire.ProblemUnsigned)
	expect(t, "for another portal", post(same, func(r *http.Request, b []byte) {
		wire.SignRequest(r, "0b1e6a10-0000-4000-8000-000000000000", b, d.ID, d.Key)
	}), wire.ProblemUnsigned)
	expect(t, "other content", post(same, func(r *http.Request, b []byte) { d.Sign(r, b[:len(b)-1]) }), wire.ProblemUnsigned)
	expect(t, "another's id", post(func(a *wire.EnrollRequest) { a.Device = make([]byte, 16) }, d.Sign), wire.ProblemUnsigned)
	expect(t, "short key", post(func(a *wire.EnrollRequest) { a.Key = a.Key[:31] }, d.Sign), wire.ProblemMalformed)
	expect(t, "endless name", post(func(a *wire.EnrollRequest) { a.Name = strings.Repeat("и", 201) }, d.Sign), wire.ProblemMalformed)
	expect(t, "too large", post(func(a *wire.EnrollRequest) { a.Name = string(random(t, 40000)) }, d.Sign), wire.ProblemTooLarge)
	expect(t, "in order after all", post(same, d.Sign), nil)
}

// Five wrong tries burn a code, and the sixth doesn't help although it is right. Another code isn't touched.
func TestEnrollBurnsGuessedCodes(t *testing.T) {
	p := start(t)
	code, other := invite(t, p, "Ставчены"), invite(t, p, "Ставчены")
	for i := range 5 {
		expect(t, fmt.Sprint("guess ", i), portaltest.NewDevice(t, p).Enroll(guess(code, i)), wire.ProblemCode)
	}
	expect(t, "right and late", portaltest.NewDevice(t, p).Enroll(code), wire.ProblemTries)
	expect(t, "another code", portaltest.NewDevice(t, p).Enroll(other), nil)
	p.Restart(t)
	expect(t, "after a restart", portaltest.NewDevice(t, p).Enroll(code), wire.ProblemTries)
}

// guess is a wrong code with the same beginning.
func guess(code string, i int) string {
	last := []byte(code)
	for n := range i + 1 {
		if last[len(last)-1] = "23456789"[n]; last[len(last)-1] == code[len(code)-1] {
			last[len(last)-1] = 'Z'
		}
	}
	if string(last) == code {
		last[len(last)-2] ^= 1
	}
	return string(last)
}

// One address can't go through codes, whichever they are; ten minutes later it may try again.
func TestEnrollLimitsAnAddress(t *testing.T) {
	p := start(t)
	d := portaltest.NewDevice(t, p)
	for i := range 20 {
		expect(t, fmt.Sprint("try ", i), d.Enroll(fmt.Sprintf("%c%c22-2222", 'A'+i%3, 'P'+i/3)), wire.ProblemCode)
	}
	expect(t, "enough", d.Enroll(invite(t, p, "Ставчены")), wire.ProblemTries)
	p.Clock.Add(10 * time.Minute)
	expect(t, "later", d.Enroll(invite(t, p, "Ставчены")), nil)
}

func TestEnrollKeepsDevicesApart(t *testing.T) {
	p := start(t)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "Ставчены")
	thief := portaltest.NewDevice(t, p)
	thief.ID = d.ID
	expect(t, "another key", thief.Enroll(invite(t, p, "Ставчены")), wire.ProblemDeviceTaken)

	expect(t, "moved", d.Enroll(invite(t, p, "пос. Новый")), nil)
	if d.Is.Place != "пос. Новый" || d.Is.Code != "СТ-01" {
		t.Errorf("moved: %+v", d.Is)
	}
	if err := p.Revoke(t.Context(), d.ID); err != nil {
		t.Fatal(err)
	}
	expect(t, "revoked", d.Enroll(invite(t, p, "Ставчены")), wire.ProblemRevoked)
}

// Of devices that come at the same moment, no two get the same prefix, and one code makes one device.
func TestEnrollManyAtOnce(t *testing.T) {
	p := start(t)
	shared := invite(t, p, "Ставчены")
	var wg sync.WaitGroup
	devices := make([]*portaltest.Device, 8)
	won := make(chan bool, 4)
	for i := range devices {
		code := invite(t, p, "Ставчены")
		devices[i] = portaltest.NewDevice(t, p)
		wg.Go(func() { expect(t, "own code", devices[i].Enroll(code), nil) })
	}
	for range 4 {
		d := portaltest.NewDevice(t, p)
		wg.Go(func() {
			if d.Enroll(shared) == nil {
				won <- true
			}
		})
	}
	wg.Wait()
	if len(won) != 1 {
		t.Errorf("one code made %d devices", len(won))
	}
	codes := map[string]bool{}
	for _, d := range devices {
		codes[d.Is.Code] = true
	}
	if len(codes) != len(devices) {
		t.Errorf("%d prefixes for %d devices: %v", len(codes), len(devices), codes)
	}
}

func TestHello(t *testing.T) {
	p := start(t)
	res, err := http.Get(p.Server.URL + wire.PathHello)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var hello wire.Hello
	if err := p.Codec.Unpack(res.Body, &hello); err != nil {
		t.Fatal(err)
	}
	want := wire.Hello{Portal: p.ID(), Name: "Заречный район", Time: p.Clock.Now().UnixMilli(), Versions: []int{1}}
	if !reflect.DeepEqual(hello, want) || res.Header.Get("Content-Type") != wire.ContentType {
		t.Errorf("%+v, %v", hello, res.Header)
	}
}

func TestUnknownPathsAreProblems(t *testing.T) {
	p := start(t)
	for _, path := range []string{"/v1/", "/v1/nothing", "/v2/hello", "/v1/blobs/../../keys.json", "/v1/blobs/%2e%2e%2fkeys.json"} {
		res, err := http.Post(p.Server.URL+path, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusNotFound && res.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", path, res.Status)
		}
	}
}

// zeroHash continues nothing.
var zeroHash journal.Hash
