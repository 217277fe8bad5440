package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
	"priyom/sync/engine"
	"priyom/sync/wire"
)

// Sheets are printed for several devices; what the picture says enrols a real one, once.
func TestSheets(t *testing.T) {
	d := newDistrict(t)
	root := d.Staff(t, "root", civic.RoleAdministrator, "")
	expect(t, root.Get("/staff/devices/new").Status(http.StatusOK), []string{"Сколько листов"})
	expect(t, root.Form("/staff/devices/new", url.Values{"place": {""}, "role": {"king"}, "many": {"0"}, "life": {"99999"}}).Status(http.StatusUnprocessableEntity), []string{"От 1 до 50"})
	r := root.Form("/staff/devices/new", url.Values{"place": {"с. Липовый Лог"}, "role": {"point"}, "many": {"3"}, "life": {"10080"}}).Status(http.StatusOK)
	codes := regexp.MustCompile(`secret big">([2-9A-Z]{4}-[2-9A-Z]{4})<`).FindAllStringSubmatch(r.Body, -1)
	drawings := regexp.MustCompile(`(?s)<svg class="qrcode".*?</svg>`).FindAllString(r.Body, -1)
	if len(codes) != 3 || len(drawings) != 3 {
		t.Fatalf("%d codes, %d pictures", len(codes), len(drawings))
	}
	text := readDrawing(t, drawings[1])
	if text != d.Server.URL+"/#"+codes[1][1] {
		t.Errorf("the picture says %q", text)
	}
	expect(t, root.Get("/staff/devices").Status(http.StatusOK), []string{"Приглашения", "с. Липовый Лог"}, codes[0][1])

	d.Clock.Add(6 * 24 * time.Hour)
	address, code := engine.Invitation(text)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	if e, err := engine.Enroll(t.Context(), s, engine.Options{}, address, code); err != nil || e.Place != "с. Липовый Лог" {
		t.Fatalf("%+v, %v", e, err)
	}
	second := storetest.Open(t, t.TempDir(), store.Options{})
	if _, err := engine.Enroll(t.Context(), second, engine.Options{}, address, code); err == nil {
		t.Error("a sheet is good twice")
	}
	root = d.Staff(t, "root2", civic.RoleAdministrator, "")
	root.Form("/staff/devices/invites/drop", url.Values{}).Status(http.StatusSeeOther)
	expect(t, root.Get("/staff/devices").Status(http.StatusOK), []string{"Приглашения"}) // nothing was ticked
	root.Form("/staff/devices/invites/drop", url.Values{"sure": {"1"}}).Status(http.StatusSeeOther)
	if _, err := engine.Enroll(t.Context(), second, engine.Options{}, address, codes[2][1]); err == nil {
		t.Error("a cancelled sheet is good")
	}
}

// readDrawing reads a picture within a page as a telephone's camera does.
func readDrawing(t *testing.T, svg string) string {
	t.Helper()
	size := regexp.MustCompile(`viewBox="0 0 (\d+) `).FindStringSubmatch(svg)
	runs := regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1`).FindAllStringSubmatch(svg, -1)
	const scale = 8
	n := number(t, size[1])
	bits, err := gozxing.NewBitMatrix(n*scale, n*scale)
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range runs {
		if err := bits.SetRegion(number(t, run[1])*scale, number(t, run[2])*scale, number(t, run[3])*scale, scale); err != nil {
			t.Fatal(err)
		}
	}
	return readMatrix(t, bits)
}

// Revoking takes a tick and ends the device's trust at its next request; it is written down who did it.
func TestRevoking(t *testing.T) {
	d := newDistrict(t)
	root := d.Staff(t, "root", civic.RoleAdministrator, "")
	path := "/staff/devices/" + d.device.ID.String()
	expect(t, root.Get(path).Status(http.StatusOK), []string{"с. Ставчены", "ничего не ждёт", "Отозвать"})
	expect(t, root.Form(path+"/revoke", url.Values{}).Status(http.StatusUnprocessableEntity), []string{"Отметьте, что уверены"})
	d.told(t, "Ещё доверяют")
	d.device.PushAll()
	root.Form(path+"/revoke", url.Values{"sure": {"1"}}).Status(http.StatusSeeOther)
	d.told(t, "Больше не доверяют")
	if _, problem := d.device.Sync(wire.SyncRequest{Batches: [][]byte{d.device.Batch(len(d.device.Entries), len(d.device.Entries))}}); problem == nil || problem.Key != wire.ProblemRevoked.Key {
		t.Errorf("%v", problem)
	}
	expect(t, root.Get(path).Status(http.StatusOK), []string{"Отозвано"}, `name="sure"`)
	for _, none := range []string{civic.DeviceID{1}.String(), "x", "..%2f.."} {
		root.Get("/staff/devices/" + none).Status(http.StatusNotFound)
		root.Form("/staff/devices/"+none+"/revoke", url.Values{"sure": {"1"}}).Status(http.StatusNotFound)
	}
}

// Points are sorted by worry, from their own words and the time at which they gave them.
func TestPointsBySorrow(t *testing.T) {
	d := newDistrict(t)
	portaltest.Enrolled(t, d.Portal, civic.RolePoint, "с. Молчаны")
	portaltest.Enrolled(t, d.Portal, civic.RoleCitizen, "телефон")
	d.Clock.Add(4 * 24 * time.Hour)
	waits := portaltest.Enrolled(t, d.Portal, civic.RolePoint, "с. Очередь")
	oldest := d.Clock.Now().Add(-5 * 24 * time.Hour).UnixMilli()
	if _, problem := waits.Sync(wire.SyncRequest{Waiting: &wire.QueueState{Entries: 12, Files: 3, Bytes: 1 << 20, Oldest: oldest}}); problem != nil {
		t.Fatal(problem)
	}
	calm := portaltest.Enrolled(t, d.Portal, civic.RolePoint, "с. Порядок")
	head := d.Staff(t, "head", civic.RoleHead, "")
	r := head.Get("/staff/points").Status(http.StatusOK)
	expect(t, r, []string{"4 пункта", "Очередь стоит", "Молчит", "ждут 12 записей, 3 файла", "4 дня назад"}, "телефон", "/staff/devices/")
	order := []string{"с. Очередь", "с. Молчаны", "с. Ставчены", "с. Порядок"}
	at := -1
	for _, place := range order {
		i := strings.Index(r.Body, `<b class="said">`+place)
		if i < at {
			t.Errorf("%s is out of order", place)
		}
		at = i
	}
	expect(t, head.Get("/staff/points?only=calm").Status(http.StatusOK), []string{"с. Порядок"}, "с. Молчаны")

	// A new journal that continues nothing is an alarm: it comes first, until somebody looked, and again when it happens again.
	d.Clock.Add(time.Minute)
	calm.NextEpoch(0)
	calm.Tell(journal.Hash{1}, calm.Report())
	calm.PushAll()
	expect(t, head.Get("/staff/points?only=alarmed").Status(http.StatusOK), []string{"с. Порядок", "Новый журнал не продолжает"}, "с. Молчаны")
	root := d.Staff(t, "root", civic.RoleAdministrator, "")
	path := "/staff/devices/" + calm.ID.String()
	page := root.Get(path).Status(http.StatusOK)
	form := url.Values{}
	for _, m := range regexp.MustCompile(`type="hidden" name="(\w+)" value="([^"]*)"`).FindAllStringSubmatch(page.Body, -1) {
		form.Set(m[1], m[2])
	}
	root.Form(path+"/alarms", url.Values{"kind": {"fork"}, "epoch": {"x"}}).Status(http.StatusBadRequest)
	root.Form(path+"/alarms", form).Status(http.StatusSeeOther)
	expect(t, root.Get(path).Status(http.StatusOK), []string{"Просмотрено"}, ">Просмотрено</button>")
	expect(t, head.Get("/staff/points?only=calm").Status(http.StatusOK), []string{"с. Порядок"})
}

func TestDevicesAreFound(t *testing.T) {
	d := newDistrict(t)
	for range 60 {
		portaltest.Enrolled(t, d.Portal, civic.RoleCitizen, "Липовый Лог")
	}
	root := d.Staff(t, "root", civic.RoleAdministrator, "")
	seen := map[string]bool{}
	expect(t, root.Get("/staff/devices").Status(http.StatusOK), []string{"Выданы районом <b>1</b>", "Телефоны жителей <b>60</b>"}, "Липовый Лог")
	next, pages := "/staff/devices?role=citizen", 0
	for ; next != "" && pages < 5; pages++ {
		r := root.Get(next).Status(http.StatusOK)
		for _, m := range regexp.MustCompile(`href="/staff/devices/([0-9a-f-]{36})"`).FindAllStringSubmatch(r.Body, -1) {
			seen[m[1]] = true
		}
		more := regexp.MustCompile(`href="(/staff/devices\?q=[^"]*after=[^"]*)"`).FindStringSubmatch(r.Body)
		if next = ""; more != nil {
			next = strings.ReplaceAll(more[1], "&amp;", "&")
		}
	}
	if len(seen) != 60 || pages != 2 {
		t.Errorf("%d devices on %d pages", len(seen), pages)
	}
	for query, want := range map[string]int{"": 1, "q=липовый": 0, "q=липовый&role=citizen": 50, "q=Ставчены": 1, "q=ст-": 1, "q=%25": 0, "q=_": 0, "role=point": 1, "q=лог&role=point": 0, "role=portal": 0, "role=king": 0, "role=citizen&q=Ставчены": 0} {
		r := root.Get("/staff/devices?" + query).Status(http.StatusOK)
		if got := strings.Count(r.Body, "<tr><td>"); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}
